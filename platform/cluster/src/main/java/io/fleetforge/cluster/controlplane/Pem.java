package io.fleetforge.cluster.controlplane;

import io.fleetforge.cluster.StateFiles;
import java.nio.file.Path;
import java.util.Base64;

/** Writes PEM files, readable by their owner only. */
final class Pem {

    private static final int LINE_LENGTH = 64;

    private Pem() {}

    /**
     * @param type such as {@code CERTIFICATE}
     */
    static void write(Path file, String type, byte[] der) {
        var base64 = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(der);
        StateFiles.write(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }
}
