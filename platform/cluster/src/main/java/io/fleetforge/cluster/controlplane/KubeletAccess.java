package io.fleetforge.cluster.controlplane;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.process.Captured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * One self-signed key pair per run by which the API server and the log endpoint of the node agent authenticate each other.
 * Created by the JDK's keytool.
 */
public final class KubeletAccess {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "kubelet";
    private static final Duration KEYTOOL_DEADLINE = Duration.ofSeconds(30);

    private final Path keyStore;
    private final Path certificate;
    private final Path key;

    private KubeletAccess(Path folder) {
        this.keyStore = folder.resolve("kubelet.p12");
        this.certificate = folder.resolve("kubelet.crt");
        this.key = folder.resolve("kubelet.key");
    }

    static KubeletAccess in(Path folder) {
        var access = new KubeletAccess(folder);
        if (!Files.isRegularFile(access.key)) {
            access.make();
        }
        return access;
    }

    List<String> apiServerFlags() {
        return List.of("--kubelet-client-certificate=" + certificate, "--kubelet-client-key=" + key);
    }

    /** TLS with this certificate that accepts only a peer with the same one. */
    public SSLContext serverContext() {
        try {
            var store = load();
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new PlatformException("cannot set up TLS for the node agent", e);
        }
    }

    private void make() {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        try {
            Files.deleteIfExists(keyStore);
            var keys = Captured.of(
                    new ProcessBuilder(
                            keytool,
                            "-J-Duser.language=en",
                            "-J-Duser.country=US",
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-validity",
                            "365",
                            "-dname",
                            "CN=fleetforge-local",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            keyStore.toString(),
                            "-storepass",
                            new String(PASSWORD)),
                    KEYTOOL_DEADLINE);
            if (keys.exitCode() != 0) {
                throw new PlatformException("keytool failed: " + keys.output());
            }
            Files.setPosixFilePermissions(keyStore, PosixFilePermissions.fromString("rw-------"));
            var store = load();
            Pem.write(certificate, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
            Pem.write(key, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new PlatformException("cannot create the node agent's certificate: " + e.getMessage(), e);
        }
    }

    private KeyStore load() {
        try (InputStream in = Files.newInputStream(keyStore)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new PlatformException("cannot read " + keyStore, e);
        }
    }
}
