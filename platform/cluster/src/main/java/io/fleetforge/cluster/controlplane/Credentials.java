package io.fleetforge.cluster.controlplane;

import io.fleetforge.cluster.StateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Secrets of one run: admin token, service-account key pair, audit policy. Every file is 0600. */
final class Credentials {

    private static final int TOKEN_BYTES = 32;
    private static final int KEY_BITS = 2048;

    private final Path folder;

    private Credentials(Path folder) {
        this.folder = folder;
    }

    /** Creates what is missing in {@code folder}. */
    static Credentials in(Path folder, String adminToken) {
        var credentials = new Credentials(StateFiles.createFolder(folder));
        if (!Files.isRegularFile(credentials.tokens())) {
            StateFiles.write(credentials.tokens(), adminToken + ",fleetforge-admin,fleetforge-admin,system:masters\n");
            credentials.makeServiceAccountKeys();
            StateFiles.write(credentials.auditPolicy(), """
                    apiVersion: audit.k8s.io/v1
                    kind: Policy
                    omitStages: [RequestReceived]
                    rules:
                      - level: None
                        nonResourceURLs: ["/healthz*", "/readyz*", "/livez*", "/openapi*", "/version*"]
                      - level: None
                        users: ["system:kube-scheduler", "system:kube-controller-manager"]
                        verbs: [get, list, watch]
                      - level: Metadata
                    """);
        }
        return credentials;
    }

    static String newToken() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    Path tokens() {
        return folder.resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return folder.resolve("sa.key");
    }

    Path serviceAccountPublicKey() {
        return folder.resolve("sa.pub");
    }

    Path auditPolicy() {
        return folder.resolve("audit-policy.yaml");
    }

    private void makeServiceAccountKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            var pair = generator.generateKeyPair();
            Pem.write(serviceAccountKey(), "PRIVATE KEY", pair.getPrivate().getEncoded());
            Pem.write(serviceAccountPublicKey(), "PUBLIC KEY", pair.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}
