package io.fleetforge.cluster.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Ports;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.ProcessTable;
import io.fleetforge.cluster.process.ProcessTable.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Kubernetes control plane on loopback: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, with RBAC,
 * Pod Security and an audit log. Ports and the admin token are random per run. Processes that already run for the state
 * folder are adopted. etcd skips fsync, so the state survives process crashes, not power failures.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String ETCD = "etcd";
    private static final String APISERVER = "kube-apiserver";
    private static final String MANAGER = "kube-controller-manager";
    private static final String SCHEDULER = "kube-scheduler";

    /** All but those of endpoints: pods have loopback addresses, which the API server refuses there, with a Warning each time. */
    private static final String CONTROLLERS = "*,-endpoints-controller,-endpointslice-controller";

    /** Ports and token of a run, stored for adoption. */
    public record Endpoints(int etcd, int etcdPeer, int api, int manager, int scheduler, String token) {
        static Endpoints random() {
            var ports = Ports.free(5);
            return new Endpoints(
                    ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), Credentials.newToken());
        }
    }

    private final Path folder;
    private final ControlPlaneBinary binary;
    private final ProcessTable processes;
    private final Endpoints endpoints;
    private final Credentials credentials;
    private final KubeletAccess kubelet;

    private ControlPlane(Path folder, ControlPlaneBinary binary, Endpoints endpoints) {
        this.folder = folder;
        this.binary = binary;
        this.endpoints = endpoints;
        this.processes = new ProcessTable(folder.resolve("processes"));
        this.credentials = Credentials.in(folder.resolve("secrets"), endpoints.token());
        this.kubelet = KubeletAccess.in(folder.resolve("secrets"));
    }

    /**
     * Starts the components that do not run yet and returns when the API server is ready.
     *
     * @param folder state of this control plane; created when missing
     */
    public static ControlPlane start(Path folder, ControlPlaneBinary binary) {
        StateFiles.createFolder(folder);
        var file = folder.resolve("endpoints.json");
        var endpoints = StateFiles.readJson(file, Endpoints.class).orElseGet(Endpoints::random);
        StateFiles.writeJson(file, endpoints);
        var plane = new ControlPlane(folder, binary, endpoints);
        StateFiles.write(plane.kubeconfig(), plane.kubeconfigText());
        plane.repair();
        return plane;
    }

    /** Kubeconfig of the cluster administrator. */
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    public String url() {
        return "https://127.0.0.1:" + endpoints.api();
    }

    public int apiPort() {
        return endpoints.api();
    }

    public String adminToken() {
        return endpoints.token();
    }

    /** Certificate that API clients trust. */
    public Path caCertificate() {
        return folder.resolve("certs/apiserver.crt");
    }

    /** One JSON object per audited request, as kube-apiserver writes it. */
    public Path auditLog() {
        return folder.resolve("logs/audit.log");
    }

    public ControlPlaneBinary binary() {
        return binary;
    }

    /** The key pair by which API server and node agent authenticate each other. */
    public KubeletAccess kubelet() {
        return kubelet;
    }

    public ProcessTable processes() {
        return processes;
    }

    /** Client settings of the administrator. */
    public Config clientConfig() {
        return clientConfig(endpoints.token());
    }

    public Config clientConfig(String token) {
        return new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(url())
                .withOauthToken(token)
                .withCaCertFile(caCertificate().toString())
                .withNamespace("default")
                .build();
    }

    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(clientConfig()).build();
    }

    public void killApiServer() {
        processes.kill(APISERVER);
    }

    /** Restarts the API server on its port, and the controllers, which may exit when they lose it. */
    public void restartApiServer() {
        repair();
    }

    /** Starts every component that does not run. */
    public void repair() {
        startEtcd();
        startApiServer();
        awaitReady();
        startControllers();
    }

    private void startEtcd() {
        launch(
                ETCD,
                List.of(
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=http://127.0.0.1:" + endpoints.etcd(),
                        "--advertise-client-urls=http://127.0.0.1:" + endpoints.etcd(),
                        "--listen-peer-urls=http://127.0.0.1:" + endpoints.etcdPeer(),
                        "--initial-advertise-peer-urls=http://127.0.0.1:" + endpoints.etcdPeer(),
                        "--initial-cluster=default=http://127.0.0.1:" + endpoints.etcdPeer(),
                        "--unsafe-no-fsync=true",
                        "--log-level=warn"));
    }

    private void startApiServer() {
        var flags = new ArrayList<>(List.of(
                "--etcd-servers=http://127.0.0.1:" + endpoints.etcd(),
                "--secure-port=" + endpoints.api(),
                "--bind-address=127.0.0.1",
                "--advertise-address=192.0.2.1",
                "--cert-dir=" + folder.resolve("certs"),
                "--service-account-key-file=" + credentials.serviceAccountPublicKey(),
                "--service-account-signing-key-file=" + credentials.serviceAccountKey(),
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--authorization-mode=RBAC",
                "--token-auth-file=" + credentials.tokens(),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--enable-admission-plugins=PodSecurity",
                "--endpoint-reconciler-type=none",
                "--audit-policy-file=" + credentials.auditPolicy(),
                "--audit-log-path=" + auditLog(),
                "--audit-log-maxsize=64",
                "--audit-log-maxbackup=2",
                "--kubelet-preferred-address-types=InternalIP",
                "--profiling=false"));
        flags.addAll(kubelet.apiServerFlags());
        StateFiles.createFolder(StateFiles.folderOf(auditLog()));
        launch(APISERVER, flags);
    }

    private void startControllers() {
        launch(
                MANAGER,
                List.of(
                        "--kubeconfig=" + kubeconfig(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + endpoints.manager(),
                        "--cert-dir=" + folder.resolve("certs"),
                        "--service-account-private-key-file=" + credentials.serviceAccountKey(),
                        "--root-ca-file=" + caCertificate(),
                        "--use-service-account-credentials=true",
                        "--leader-elect=false",
                        "--controllers=" + CONTROLLERS,
                        "--node-monitor-grace-period=40s"));
        launch(
                SCHEDULER,
                List.of(
                        "--kubeconfig=" + kubeconfig(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + endpoints.scheduler(),
                        "--cert-dir=" + folder.resolve("certs"),
                        "--leader-elect=false"));
    }

    private void launch(String component, List<String> flags) {
        if (processes.running(component).isPresent()) {
            return;
        }
        var command = new ArrayList<String>();
        command.add(binary.path().toString());
        command.add(component);
        command.addAll(flags);
        processes.start(new Launch(component, command, environment(), folder.resolve("work"), log(component)));
    }

    private static Map<String, String> environment() {
        return Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), "HOME", "/nonexistent");
    }

    private Path log(String component) {
        return folder.resolve("logs/" + component + ".log");
    }

    private void awaitReady() {
        Await.until(
                "the API server's certificate",
                READY,
                () -> requireRunning(APISERVER)
                        && Files.isRegularFile(caCertificate())
                        && Files.size(caCertificate()) > 0,
                () -> ProcessTable.tail(log(APISERVER)));
        try (var client = client()) {
            Await.until(
                    "the API server's readiness",
                    READY,
                    () -> requireRunning(APISERVER) && requireRunning(ETCD) && "ok".equals(client.raw("/readyz")),
                    () -> ProcessTable.tail(log(APISERVER)) + "\n" + ProcessTable.tail(log(ETCD)));
        }
    }

    /** Fails at once when the component has ended, instead of at the deadline. */
    private boolean requireRunning(String component) {
        if (processes.running(component).isEmpty()) {
            throw new PlatformException(component + " ended; " + ProcessTable.tail(log(component)));
        }
        return true;
    }

    private String kubeconfigText() {
        return Serialization.asYaml(new io.fabric8.kubernetes.api.model.ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .addNewCluster()
                .withName("fleetforge")
                .withNewCluster()
                .withServer(url())
                .withCertificateAuthority(caCertificate().toString())
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName("admin")
                .withNewUser()
                .withToken(endpoints.token())
                .endUser()
                .endUser()
                .addNewContext()
                .withName("fleetforge")
                .withNewContext()
                .withCluster("fleetforge")
                .withUser("admin")
                .withNamespace("default")
                .endContext()
                .endContext()
                .withCurrentContext("fleetforge")
                .build());
    }

    /** Stops clients of the API server first, then the API server, etcd last. */
    public List<String> stop() {
        var stopped = new ArrayList<String>();
        for (var component : List.of(SCHEDULER, MANAGER, APISERVER, ETCD)) {
            if (processes.stop(component, GRACE)) {
                stopped.add(component);
            }
        }
        return stopped;
    }

    @Override
    public void close() {
        stop();
    }
}
