package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfig;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.process.GoBuild;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The production manifests of {@code infra/observability} on a real API server with the Prometheus Operator's custom
 * resources: typed models know each of their fields, the server accepts them with strict validation, and what they reference
 * exists. The operator itself does not run.
 */
class ObservabilityManifestsE2E {

    private static final String MONITORING = "fleetforge-monitoring";
    private static final String HOSTS = "cell-host";
    private static final Path OBSERVABILITY = TestPlatform.root().resolve("infra/observability");
    private static final Path BASE = OBSERVABILITY.resolve("base");
    private static final Path DASHBOARDS = OBSERVABILITY.resolve("dashboards");
    private static final Path FEDERATION = OBSERVABILITY.resolve("federation/scrape-config.yaml");
    /**
     * Dry runs only: the node agent has none of their images, so their pods would stay pending beside all other scenarios.
     */
    private static final Set<String> WORKLOADS = Set.of("Deployment", "DaemonSet");

    private static final Duration SERVED = Duration.ofSeconds(60);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Deque<Path> APPLIED = new ArrayDeque<>();

    @TempDir
    static Path scratch;

    private static TestPlatform platform;
    private static Manifests base;
    private static Manifests federation;
    private static Manifests production;
    /** The applied manifests as the API server stores them: all but the workloads. */
    private static Manifests stored;

    @BeforeAll
    static void applyEverything() throws IOException {
        assumeGo();
        var resources = OperatorResources.download(TestPlatform.root());
        platform = TestPlatform.shared();
        base = Manifests.of(platform.kubectl(), BASE);
        federation = Manifests.read(Files.readString(FEDERATION));
        production = Manifests.of(platform.kubectl(), TestPlatform.root().resolve("infra/deploy/overlays/production"));

        resources.files().forEach(ObservabilityManifestsE2E::apply);
        awaitServed(resources);
        var objects = base.without(WORKLOADS).write(scratch.resolve("objects"));
        apply(objects);
        apply(FEDERATION);
        stored = Manifests.read(
                platform.kubectl().require("get", "-o", "yaml", "-f", objects.toString(), "-f", FEDERATION.toString()));
    }

    /** In reverse order: definitions are removed after their objects. A failed removal does not prevent the others. */
    @AfterAll
    static void removeEverything() {
        var failures = new ArrayList<String>();
        while (!APPLIED.isEmpty()) {
            var removal = platform.kubectl()
                    .run(
                            "delete",
                            "--ignore-not-found",
                            "--timeout=100s",
                            "-f",
                            APPLIED.pop().toString());
            if (removal.exitCode() != 0) {
                failures.add(removal.output());
            }
        }
        assertThat(failures).isEmpty();
    }

    private static void assumeGo() {
        String reason = null;
        try {
            GoBuild.requireGoTo("get the Prometheus Operator's custom resources");
        } catch (PlatformException e) {
            reason = e.getMessage();
            System.err.println("SKIPPED: ObservabilityManifestsE2E: " + reason);
        }
        assumeThat(reason).as("SKIPPED: " + reason).isNull();
    }

    private static void apply(Path what) {
        APPLIED.push(what);
        platform.kubectl().require("apply", "--server-side", "--validate=strict", "-f", what.toString());
    }

    /** kubectl uses discovery for kinds and OpenAPI for validation; each is updated in its own time. */
    private static void awaitServed(OperatorResources resources) {
        await("the operator's custom resources are served")
                .atMost(SERVED)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    resources.names().forEach(ObservabilityManifestsE2E::assertEstablished);
                    var kinds = platform.kubectl()
                            .run("api-resources", "--api-group=" + OperatorResources.GROUP, "-o", "name");
                    assertThat(kinds.output().lines()).containsAll(resources.names());
                    var described = platform.kubectl()
                            .run("get", "--raw", "/openapi/v3/apis/" + OperatorResources.GROUP + "/v1")
                            .output();
                    assertThat(resources.paths())
                            .allSatisfy(path -> assertThat(described.contains(path))
                                    .as(path)
                                    .isTrue());
                });
    }

    private static void assertEstablished(String name) {
        var definition = platform.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .get();
        assertThat(definition).as(name).isNotNull();
        assertThat(definition.getStatus()).as(name).isNotNull();
        assertThat(definition.getStatus().getConditions())
                .as(name)
                .anySatisfy(condition -> assertThat(condition.getType() + "=" + condition.getStatus())
                        .isEqualTo("Established=True"));
    }

    @Test
    void shouldHaveNoFieldUnknownToItsTypedModel() {
        assertThat(base.objects())
                .extracting(Manifests::kind)
                .contains("Prometheus", "Alertmanager", "ServiceMonitor", "PodMonitor", "PrometheusRule")
                .containsAll(WORKLOADS);

        assertThat(base.and(federation).objects())
                .allSatisfy(object -> assertThat(modelOf(object)).isInstanceOf(HasMetadata.class));
    }

    private static Object modelOf(JsonNode object) {
        try {
            return StrictModels.read(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError(Manifests.identity(object) + ": " + e.getMessage(), e);
        }
    }

    /** The command of the README, workloads included. */
    @Test
    void shouldApplyAsAWhole() {
        var applied = dryRun("-k", BASE);

        assertThat(applied.lines().filter(line -> line.contains("serverside-applied (server dry run)")))
                .as(applied)
                .hasSameSizeAs(base.objects());
        assertThat(applied)
                .contains("deployment.apps/jaeger", "deployment.apps/grafana", "daemonset.apps/node-exporter")
                .doesNotContain("would violate PodSecurity");
        assertThat(dryRun("-k", DASHBOARDS)).contains("configmap/grafana-dashboards");
    }

    private static String dryRun(String option, Path what) {
        return platform.kubectl()
                .require("apply", "--server-side", "--validate=strict", "--dry-run=server", option, what.toString());
    }

    @Test
    void shouldApplyObjectByObject() {
        assertThat(stored.objects())
                .extracting(Manifests::identity)
                .containsExactlyInAnyOrderElementsOf(base.without(WORKLOADS).and(federation).objects().stream()
                        .map(Manifests::identity)
                        .toList());
    }

    /** Proves that models and server refuse an unknown field. */
    @ParameterizedTest
    @CsvSource({
        "Prometheus, retenton",
        "Alertmanager, replica",
        "ServiceMonitor, endpoint",
        "PodMonitor, podMetricsEndpoint",
        "PrometheusRule, group",
        "Deployment, replica",
        "PersistentVolumeClaim, accessMode"
    })
    void shouldRefuseAMisspeltField(String kind, String field) {
        JsonNode object = base.objects().stream()
                .filter(candidate -> Manifests.kind(candidate).equals(kind))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        ((ObjectNode) object.path("spec")).put(field, 1);
        var file = new Manifests(List.of(object)).write(scratch.resolve("misspelt-" + kind));

        var answer = platform.kubectl()
                .run("apply", "--server-side", "--validate=strict", "--dry-run=server", "-f", file.toString());

        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.output()).contains("spec." + field);
        assertThatThrownBy(() -> StrictModels.read(object)).hasMessageContaining("\"" + field + "\"");
    }

    /** Pods are admitted when a workload creates them; here they are created as dry runs. */
    @Test
    void shouldAdmitThePodsOfItsWorkloads() {
        assertThat(base.pods())
                .hasSize(3)
                .allSatisfy(pod -> assertThat(
                                platform.client().resource(pod).dryRun().create())
                        .isNotNull());
    }

    @Test
    void shouldReferenceExistingAccountsConfigurationAndVolumes() {
        for (var pod : base.pods()) {
            var name = pod.getMetadata().getName();
            var namespace = pod.getMetadata().getNamespace();
            var volumes = pod.getSpec().getVolumes();
            assertThat(pod.getSpec().getServiceAccountName())
                    .as(name)
                    .isIn(stored.names(ServiceAccount.class, namespace));
            assertThat(volumes.stream()
                            .map(Volume::getConfigMap)
                            .filter(Objects::nonNull)
                            .map(ConfigMapVolumeSource::getName))
                    .as(name)
                    .isSubsetOf(stored.names(ConfigMap.class, namespace));
            assertThat(volumes.stream()
                            .map(Volume::getPersistentVolumeClaim)
                            .filter(Objects::nonNull)
                            .map(PersistentVolumeClaimVolumeSource::getClaimName))
                    .as(name)
                    .isSubsetOf(stored.names(PersistentVolumeClaim.class, namespace));
        }
    }

    @Test
    void shouldRetainMetricsOfTwoPrometheusServersLongerThanTheSloWindow() {
        var spec = stored.one(Prometheus.class, "fleetforge").getSpec();

        assertThat(spec.getReplicas()).isEqualTo(2);
        assertThat(spec.getRetention()).isEqualTo("35d");
        assertPersistent(spec.getStorage().getVolumeClaimTemplate().getSpec());
        assertThat(spec.getEnableFeatures()).contains("exemplar-storage");
        assertThat(stored.names(ServiceAccount.class, MONITORING)).contains(spec.getServiceAccountName());
        var receiver = only(spec.getAlerting().getAlertmanagers());
        // The Service that the operator creates for every Alertmanager without a service name.
        assertThat(receiver.getName()).isEqualTo("alertmanager-operated");
        assertThat(receiver.getNamespace())
                .isEqualTo(stored.one(Alertmanager.class, "fleetforge")
                        .getMetadata()
                        .getNamespace());
    }

    @ParameterizedTest
    @CsvSource({
        "list, pods, yes",
        "list, services, yes",
        "list, endpoints, yes",
        "list, endpointslices.discovery.k8s.io, yes",
        "get, secrets, no",
        "create, pods, no"
    })
    void shouldGrantPrometheusDiscoveryRightsOnly(String verb, String resource, String expected) {
        var account = "system:serviceaccount:" + MONITORING + ":"
                + stored.one(Prometheus.class, "fleetforge").getSpec().getServiceAccountName();

        var answer = platform.kubectl().run("auth", "can-i", verb, resource, "--as=" + account, "-A");

        assertThat(answer.output().strip()).endsWith(expected);
    }

    @Test
    void shouldSendEveryAlertToTheRouterFromThreePersistentAlertmanagers() throws IOException {
        var spec = stored.one(Alertmanager.class, "fleetforge").getSpec();

        assertThat(spec.getReplicas()).isEqualTo(3);
        assertPersistent(spec.getStorage().getVolumeClaimTemplate().getSpec());
        var secret = stored.one(Secret.class, spec.getConfigSecret());
        assertThat(secret.getMetadata().getNamespace()).isEqualTo(MONITORING);
        var configuration = text(secret, "alertmanager.yaml");
        assertThat(configuration).isEqualTo(Files.readString(BASE.resolve("alertmanager-config.yaml")));
        var receivers = YAML.readTree(configuration).path("receivers");
        assertThat(receivers.findValuesAsText("url")).hasSize(1).allSatisfy(url -> assertServed(url, MONITORING));
    }

    @Test
    void shouldSelectEveryMonitorAndEveryPrometheusRule() throws IOException {
        var spec = stored.one(Prometheus.class, "fleetforge").getSpec();
        var rules = stored.all(PrometheusRule.class);

        assertLabelled(
                stored.all(ServiceMonitor.class),
                spec.getServiceMonitorSelector().getMatchLabels());
        assertLabelled(
                stored.all(PodMonitor.class), spec.getPodMonitorSelector().getMatchLabels());
        assertLabelled(rules, spec.getRuleSelector().getMatchLabels());
        assertThat(spec.getServiceMonitorNamespaceSelector().getMatchLabels()).isEmpty();
        assertThat(spec.getPodMonitorNamespaceSelector().getMatchLabels()).isEmpty();
        assertLabelled(
                List.of(stored.one(Namespace.class, MONITORING)),
                spec.getRuleNamespaceSelector().getMatchLabels());
        var written = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(BASE.resolve("rules"), "*.yaml")) {
            for (var file : files) {
                Manifests.read(Files.readString(file))
                        .all(PrometheusRule.class)
                        .forEach(rule -> written.add(rule.getMetadata().getName()));
            }
        }
        assertThat(written).isNotEmpty();
        assertThat(rules)
                .allSatisfy(
                        rule -> assertThat(rule.getMetadata().getNamespace()).isEqualTo(MONITORING));
        assertThat(rules).extracting(rule -> rule.getMetadata().getName()).containsExactlyInAnyOrderElementsOf(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleetforge-controller", "alert-router", "backup-service", "chaos-service"})
    void shouldScrapeThePodsOfAService(String job) {
        var monitor = stored.one(ServiceMonitor.class, job).getSpec();
        var endpoint = only(monitor.getEndpoints());

        var service = only(production.all(Service.class).stream()
                .filter(candidate -> monitor.getNamespaceSelector()
                        .getMatchNames()
                        .contains(candidate.getMetadata().getNamespace()))
                .filter(candidate ->
                        Manifests.selected(candidate, monitor.getSelector().getMatchLabels()))
                .toList());
        var port = only(service.getSpec().getPorts().stream()
                .filter(candidate -> candidate.getName().equals(endpoint.getPort()))
                .toList());
        var pod = only(production.pods().stream()
                .filter(candidate -> candidate
                        .getMetadata()
                        .getNamespace()
                        .equals(service.getMetadata().getNamespace()))
                .filter(candidate ->
                        Manifests.selected(candidate, service.getSpec().getSelector()))
                .toList());

        assertThat(ports(pod)).contains(port.getTargetPort().getStrVal());
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("prometheus.io/path", endpoint.getPath());
        assertThat(endpoint.getHonorLabels()).isTrue();
        assertThat(jobs(endpoint.getRelabelings())).containsExactly(job);
    }

    @Test
    void shouldScrapeTheHostsOfAWorldUnderItsName() {
        var monitor = stored.one(PodMonitor.class, HOSTS).getSpec();
        var endpoint = only(monitor.getPodMetricsEndpoints());
        var worlds = new Worlds(platform);
        worlds.apply("scraped", 1, 1);
        try {
            worlds.awaitReady("scraped");

            var host = only(worlds.hosts("scraped"));

            assertThat(monitor.getNamespaceSelector().getAny()).isTrue();
            assertLabelled(List.of(host), monitor.getSelector().getMatchLabels());
            assertThat(ports(host)).contains(endpoint.getPort());
            assertThat(jobs(endpoint.getRelabelings())).containsExactly(HOSTS);
            // Prometheus replaces characters that label names may not have by underscores.
            var label = "__meta_kubernetes_pod_label_" + Labels.WORLD.replaceAll("[^a-zA-Z0-9_]", "_");
            assertThat(host.getMetadata().getLabels()).containsEntry(Labels.WORLD, "scraped");
            assertThat(endpoint.getRelabelings()).anySatisfy(relabeling -> {
                assertThat(relabeling.getTargetLabel()).isEqualTo("world");
                assertThat(relabeling.getSourceLabels()).containsExactly(label);
            });
        } finally {
            worlds.delete("scraped");
        }
    }

    @Test
    void shouldScrapeTheNodeExporterOfEveryNode() {
        var monitor = stored.one(PodMonitor.class, "node-exporter").getSpec();
        var exporter = only(base.pods().stream()
                .filter(candidate ->
                        Manifests.selected(candidate, monitor.getSelector().getMatchLabels()))
                .toList());

        assertThat(exporter.getMetadata().getNamespace())
                .isIn(monitor.getNamespaceSelector().getMatchNames());
        assertThat(ports(exporter))
                .contains(only(monitor.getPodMetricsEndpoints()).getPort());
        assertThat(exporter.getSpec().getTolerations()).anySatisfy(toleration -> {
            assertThat(toleration.getOperator()).isEqualTo("Exists");
            assertThat(toleration.getKey()).isNull();
        });
    }

    @Test
    void shouldStoreReceivedTracesOnAVolume() throws IOException {
        var jaeger = only(base.pods().stream()
                .filter(candidate -> candidate.getMetadata().getName().equals("jaeger"))
                .toList());
        var claim = stored.one(PersistentVolumeClaim.class, "jaeger");
        var backend = YAML.readTree(
                        stored.one(ConfigMap.class, "jaeger-config-").getData().get("jaeger.yaml"))
                .at("/extensions/jaeger_storage/backends/main/badger");

        assertPersistent(claim.getSpec());
        var volume = only(jaeger.getSpec().getVolumes().stream()
                .filter(candidate -> candidate.getPersistentVolumeClaim() != null)
                .toList());
        assertThat(volume.getPersistentVolumeClaim().getClaimName())
                .isEqualTo(claim.getMetadata().getName());
        var mount = only(only(jaeger.getSpec().getContainers()).getVolumeMounts().stream()
                .filter(candidate -> candidate.getName().equals(volume.getName()))
                .toList());
        assertThat(backend.path("ephemeral").asBoolean(true)).isFalse();
        assertThat(backend.path("directories"))
                .hasSize(2)
                .allSatisfy(directory -> assertThat(directory.asText()).startsWith(mount.getMountPath() + "/"));
        assertThat(backend.at("/ttl/spans").asText()).isEqualTo("168h");
        assertServed(
                production
                        .one(ConfigMap.class, "fleetforge-environment")
                        .getData()
                        .get("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT"),
                Labels.SYSTEM_NAMESPACE);
    }

    @Test
    void shouldProvisionEveryDashboardWithExistingDataSources() throws IOException {
        var sources = YAML.readTree(stored.one(ConfigMap.class, "grafana-provisioning-")
                        .getData()
                        .get("datasources.yaml"))
                .path("datasources");
        var shown = stored.one(ConfigMap.class, "grafana-dashboards").getData().keySet();

        assertThat(sources)
                .extracting(source -> source.path("type").asText())
                .containsExactlyInAnyOrder("prometheus", "jaeger");
        assertThat(sources).allSatisfy(source -> assertServed(source.path("url").asText(), MONITORING));
        // An exemplar links to its trace.
        assertThat(sources.findValuesAsText("datasourceUid")).isNotEmpty().isSubsetOf(sources.findValuesAsText("uid"));
        try (var files = Files.list(DASHBOARDS)) {
            assertThat(shown)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(file -> file.endsWith(".json"))
                                    .toList());
        }
    }

    /** Of a Grafana that is installed already: the sidecar writes each key of a labelled ConfigMap as a file. */
    @Test
    void shouldProvideTheSidecarOfAnotherGrafanaWithEveryDashboard() throws IOException {
        var configMap = Manifests.of(platform.kubectl(), OBSERVABILITY.resolve("grafana-sidecar"))
                .one(ConfigMap.class, "grafana-dashboards");

        assertThat(configMap.getMetadata().getNamespace()).isEqualTo("monitoring");
        assertThat(configMap.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(configMap.getData()).hasSize(5);
        for (var file : configMap.getData().entrySet()) {
            var dashboard = YAML.readTree(file.getValue());
            assertThat(dashboard.path("title").asText()).as(file.getKey()).startsWith("FleetForge");
            assertThat(dashboard.path("panels")).as(file.getKey()).isNotEmpty();
        }
    }

    @Test
    void shouldFederateObjectivesAndAlerts() throws IOException {
        var jobs = YAML.readTree(text(stored.one(Secret.class, "fleetforge-federation"), "scrape.yaml"));

        assertThat(jobs).hasSize(1);
        assertThat(jobs.at("/0/metrics_path").asText()).isEqualTo("/federate");
        assertThat(jobs.at("/0/honor_labels").asBoolean()).isTrue();
        assertThat(jobs.at("/0/params/match[]"))
                .extracting(matcher -> matcher.asText())
                .contains("{__name__=~\"fleetforge:.+\"}", "{__name__=\"ALERTS\"}");
    }

    /** A Service of that name, in the namespace of the address or else in {@code from}, has the port. */
    private static void assertServed(String address, String from) {
        var url = URI.create(address);
        var names = url.getHost().split("\\.", -1);
        var namespace = names.length > 1 ? names[1] : from;
        var service = only(base.and(production).all(Service.class).stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(names[0]))
                .filter(candidate -> candidate.getMetadata().getNamespace().equals(namespace))
                .toList());
        assertThat(service.getSpec().getPorts())
                .as(address)
                .extracting(ServicePort::getPort)
                .contains(url.getPort());
    }

    private static void assertPersistent(PersistentVolumeClaimSpec claim) {
        assertThat(claim.getAccessModes()).containsExactly("ReadWriteOnce");
        assertThat(claim.getResources().getRequests()).containsKey("storage");
    }

    private static void assertLabelled(List<? extends HasMetadata> objects, Map<String, String> labels) {
        assertThat(labels).isNotEmpty();
        assertThat(objects)
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .as(object.getMetadata().getName())
                        .containsAllEntriesOf(labels));
    }

    private static List<String> ports(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(Container::getPorts)
                .flatMap(List::stream)
                .map(ContainerPort::getName)
                .toList();
    }

    private static List<String> jobs(List<RelabelConfig> relabelings) {
        return relabelings.stream()
                .filter(relabeling -> "job".equals(relabeling.getTargetLabel()))
                .map(RelabelConfig::getReplacement)
                .toList();
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private static <T> T only(List<T> elements) {
        assertThat(elements).hasSize(1);
        return elements.getFirst();
    }
}
