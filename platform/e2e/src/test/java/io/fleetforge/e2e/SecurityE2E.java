package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.testing.TestPlatform;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped manifests, the rights they grant, and authentication at the REST edge. */
class SecurityE2E {

    private final TestPlatform platform = TestPlatform.shared();
    private final Services services = new Services(platform);
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldAcceptTheProductionOverlay() {
        Path overlay = TestPlatform.root().resolve("infra/deploy/overlays/production");

        var applied = platform.kubectl()
                .run("apply", "--server-side", "--force-conflicts", "-k", overlay.toString(), "--dry-run=server");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(applied.output()).contains("deployment.apps/fleetforge-controller", "poddisruptionbudget");
    }

    @Test
    void shouldRefuseAPodThatBreaksRestricted() {
        var refusal = catchThrowableOfType(
                KubernetesClientException.class,
                () -> platform.client()
                        .pods()
                        .inNamespace(Services.SYSTEM)
                        .resource(podWithoutSecurityContext())
                        .create());

        assertThat(refusal.getCode()).isEqualTo(403);
        assertThat(refusal.getMessage()).contains("PodSecurity", "restricted", "allowPrivilegeEscalation");
    }

    private static io.fabric8.kubernetes.api.model.Pod podWithoutSecurityContext() {
        return new io.fabric8.kubernetes.api.model.PodBuilder()
                .withNewMetadata()
                .withName("bad")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("bad")
                .withImage("fleetforge-cell:distroless")
                .endContainer()
                .endSpec()
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "fleetforge-controller, create, worldspecs.fleetforge.io, yes",
        "fleetforge-controller, create, pods, yes",
        "fleetforge-controller, update, worldtopologies.fleetforge.io, yes",
        "fleetforge-controller, create, secrets, no",
        "fleetforge-controller, delete, secrets, no",
        "fleetforge-controller, get, secrets, no",
        "fleetforge-controller, list, secrets, no",
        "fleetforge-controller, update, secrets, no",
        "fleetforge-controller, create, pods --subresource=exec, no",
        "fleetforge-controller, impersonate, users, no",
        "fleetforge-controller, patch, namespaces, no",
        "fleetforge-controller, create, roles.rbac.authorization.k8s.io, no",
        "fleetforge-controller, create, rolebindings.rbac.authorization.k8s.io, yes",
        "fleetforge-controller, update, rolebindings.rbac.authorization.k8s.io, no",
        "fleetforge-controller, bind, clusterroles.rbac.authorization.k8s.io/fleetforge-cell-host, yes",
        "fleetforge-controller, bind, clusterroles.rbac.authorization.k8s.io/cluster-admin, no",
        "fleetforge-controller, create, serviceaccounts, yes",
        "fleetforge-controller, create, serviceaccounts --subresource=token, no",
        "fleetforge-controller, create, leases.coordination.k8s.io, yes",
        "fleetforge-controller, update, leases.coordination.k8s.io, yes",
        "fleetforge-controller, delete, leases.coordination.k8s.io, no",
        "fleetforge-controller, patch, services, yes",
        "fleetforge-controller, update, services, no",
        "fleetforge-backup, get, worldspecs.fleetforge.io, no",
        "fleetforge-chaos, delete, pods, no",
        "fleetforge-alert-router, list, pods, no"
    })
    void shouldGrantTheDocumentedRights(String account, String verb, String resource, String expected) {
        var fields = new java.util.ArrayList<String>(java.util.List.of("auth", "can-i", verb));
        fields.addAll(java.util.List.of(resource.split(" ")));
        fields.add("--as=system:serviceaccount:fleetforge-system:" + account);
        fields.add("-A");

        var answer = platform.kubectl().run(fields.toArray(String[]::new));

        assertThat(answer.output().strip()).endsWith(expected);
    }

    @Test
    void shouldLimitTheControllerToTheAccountTheBindingAndTheServicesOfHosts() {
        var user = "--as=" + Services.CONTROLLER_USER;

        var account = platform.kubectl().run("create", "serviceaccount", "other", user);
        var stranger = platform.kubectl()
                .run(
                        "create",
                        "rolebinding",
                        "fleetforge-cell-host",
                        "--clusterrole=fleetforge-cell-host",
                        "--serviceaccount=default:default",
                        "-n",
                        "kube-public",
                        user);
        var other = platform.kubectl()
                .run(
                        "create",
                        "rolebinding",
                        "fleetforge-cell-host",
                        "--clusterrole=cluster-admin",
                        "--serviceaccount=kube-public:fleetforge-cell-host",
                        "-n",
                        "kube-public",
                        user);

        var service = platform.kubectl().run("create", "service", "clusterip", "other", "--tcp=80", user);

        assertThat(service.output()).contains("Services and HTTPRoutes of a WorldSpec only");
        assertThat(account.output()).contains("the hosts' account and its binding only");
        assertThat(stranger.output()).contains("the hosts' account of the same namespace only");
        assertThat(other.exitCode()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"WorldSpec, '', ''", "WorldSpec, me, holds no Lease of a cell host", "Deployment, '', holds no Lease"})
    void shouldLimitTheLeasesThatTheControllerCreates(
            String owner, String holder, String refusal, @TempDir Path directory) throws Exception {
        var file = directory.resolve("lease.yaml");
        Files.writeString(file, """
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata:
                  name: limited-0
                  namespace: default
                  ownerReferences: [{apiVersion: fleetforge.io/v1, kind: %s, name: limited, uid: some}]
                spec: {holderIdentity: %s}
                """.formatted(owner, holder));

        refusedOrAccepted(file, refusal);
    }

    private void refusedOrAccepted(Path file, String refusal) {
        var answer = platform.kubectl()
                .run("create", "--dry-run=server", "-f", file.toString(), "--as=" + Services.CONTROLLER_USER);
        if (refusal.isEmpty()) {
            assertThat(answer.exitCode()).as(answer.output()).isZero();
        } else {
            assertThat(answer.output()).contains(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'type: ClusterIP', 8081, players, ''",
        "type: NodePort, 8081, players, the players' port",
        "type: ClusterIP, 8080, http, the players' port",
        "'type: ClusterIP', 8081, http, the players' port",
        "'externalIPs: [192.0.2.1]', 8081, players, the players' port"
    })
    void shouldLimitTheServicesOfHostsToThePortOfPlayers(
            String field, int port, String target, String refusal, @TempDir Path directory) throws Exception {
        var file = directory.resolve("service.yaml");
        Files.writeString(file, """
                apiVersion: v1
                kind: Service
                metadata:
                  name: limited
                  namespace: default
                  ownerReferences: [{apiVersion: fleetforge.io/v1, kind: WorldSpec, name: limited, uid: some}]
                spec:
                  %s
                  selector: {fleetforge.io/world-uid: some}
                  ports: [{port: %d, targetPort: %s}]
                """.formatted(field, port, target));

        refusedOrAccepted(file, refusal);
    }

    @ParameterizedTest
    @CsvSource({"'', 401", "Bearer nonsense, 401", "Basic YTpi, 401"})
    void shouldRequireAValidToken(String authorization, int status) throws Exception {
        var request = services.controllerRequest("/api/v1/worlds");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        var response = services.call(request);

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void shouldCreateAndDeleteAsTheCaller() throws Exception {
        services.awaitLeading();
        var token = platform.platform().controlPlane().adminToken();

        var created = services.call(services.controllerRequest("/api/v1/worlds")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"apiVersion":"fleetforge.io/v1","kind":"WorldSpec","metadata":{"name":"owned"},
                         "spec":{"topology":{"initialCells":1,
                           "worldBoundaries":{"xMin":0,"xMax":10,"yMin":0,"yMax":10}}}}
                        """)));
        var deleted = services.call(services.controllerRequest("/api/v1/worlds/default/owned")
                .header("Authorization", "Bearer " + token)
                .DELETE());

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(202);
        assertThat(platform.audit().usersWho("create", "worldspecs", "owned")).containsExactly("fleetforge-admin");
        assertThat(platform.audit().usersWho("delete", "worldspecs", "owned")).containsExactly("fleetforge-admin");
        new Worlds(platform).awaitGone("owned");
    }

    @Test
    void shouldDenyACallerWithoutRights() throws Exception {
        platform.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("unprivileged")
                        .endMetadata()
                        .build())
                .serverSideApply();
        var token = platform.client()
                .serviceAccounts()
                .inNamespace("default")
                .withName("unprivileged")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();

        var read =
                services.call(services.controllerRequest("/api/v1/worlds").header("Authorization", "Bearer " + token));
        var create = services.call(services.controllerRequest("/api/v1/worlds")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"metadata\":{\"name\":\"theirs\"},\"spec\":{}}")));

        assertThat(read.statusCode()).isEqualTo(403);
        assertThat(read.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        var problem = mapper.readTree(read.body());
        assertThat(problem.path("detail").asText())
                .contains("system:serviceaccount:default:unprivileged", "list worldspecs");
        assertThat(problem.path("correlationId").asText()).isNotBlank();
        assertThat(create.statusCode()).isEqualTo(403);
    }
}
