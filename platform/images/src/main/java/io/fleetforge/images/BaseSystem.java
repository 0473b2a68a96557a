package io.fleetforge.images;

import io.fleetforge.cluster.Fingerprint;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The lowest layer for machines that reach no registry: the C library of a Debian package, users and names, and nothing else, laid out
 * as distroless images are. Scanners find the package in {@code /var/lib/dpkg/status.d}.
 *
 * @param folder root of the layer
 * @param origin package and version, for the label of the image
 */
record BaseSystem(Path folder, String origin) {

    private static final String PACKAGE = "libc6";
    /** What the Java runtime links to, and the resolver. */
    private static final List<String> LIBRARIES = List.of(
            "libc.so.6",
            "libm.so.6",
            "libdl.so.2",
            "libpthread.so.0",
            "librt.so.1",
            "libresolv.so.2",
            "libnss_dns.so.2",
            "libnss_files.so.2");

    /** Of what is written beside the libraries. */
    private static final String LAYOUT_VERSION = "1";

    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** Where a processor has its libraries and its loader. */
    private record Layout(String libraries, String loader) {

        static Layout ofThisMachine() {
            return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                case "amd64", "x86_64" -> new Layout("lib/x86_64-linux-gnu", "lib64/ld-linux-x86-64.so.2");
                case "aarch64" -> new Layout("lib/aarch64-linux-gnu", "lib/ld-linux-aarch64.so.1");
                case String other ->
                    throw new PlatformException("no base for processor " + other + "; name one with --base");
            };
        }
    }

    /**
     * The base from the cache of this user, assembled first when the package has another version.
     *
     * @throws PlatformException when this machine has no Debian package lists
     */
    static BaseSystem locate(UserCache cache, Progress progress) {
        var listed = run(List.of("apt-get", "download", "--print-uris", PACKAGE), cache.folder());
        var fields = listed.lines()
                .filter(line -> line.startsWith("'"))
                .map(line -> line.split(" "))
                .findFirst()
                .orElse(new String[0]);
        if (fields.length < 4) {
            throw new PlatformException("apt-get lists no package " + PACKAGE + ": " + listed.strip()
                    + "; run apt-get update, or name a base with --base IMAGE@sha256:DIGEST");
        }
        var file = fields[1];
        var fingerprint = Fingerprint.of(String.join(" ", fields[3], LAYOUT_VERSION, String.join(",", LIBRARIES)));
        var folder = cache.entry(
                "base", fingerprint, fresh -> progress.step("assemble the base of the images", () -> assemble(fresh)));
        return new BaseSystem(folder.resolve("root"), "Debian package " + file.replace("%3a", ":"));
    }

    private static void assemble(Path fresh) {
        var unpacked = StateFiles.createFolder(fresh.resolve("unpacked"));
        run(List.of("apt-get", "download", PACKAGE), fresh);
        var archive = Folders.files(fresh).stream()
                .filter(file -> file.toString().endsWith(".deb"))
                .findFirst()
                .orElseThrow(() -> new PlatformException("apt-get downloaded no package " + PACKAGE));
        run(List.of("dpkg-deb", "-x", archive.toString(), unpacked.toString()), fresh);
        var control = run(List.of("dpkg-deb", "-f", archive.toString()), fresh);
        var root = fresh.resolve("root");
        try {
            fill(root, unpacked, control);
            Files.delete(archive);
        } catch (IOException e) {
            throw new PlatformException("cannot assemble the base: " + e.getMessage(), e);
        }
        StateFiles.deleteFolder(unpacked);
        Folders.fixTimes(root);
    }

    private static void fill(Path root, Path unpacked, String control) throws IOException {
        var layout = Layout.ofThisMachine();
        var files = Folders.files(unpacked);
        for (var library : LIBRARIES) {
            copy(find(files, library), root.resolve(layout.libraries()).resolve(library));
        }
        var loader = root.resolve(layout.loader());
        copy(find(files, loader.getFileName().toString()), loader);
        write(
                root.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/work:/sbin/nologin\n");
        write(root.resolve("etc/group"), "root:x:0:\nnonroot:x:65532:\n");
        write(root.resolve("etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
        write(root.resolve("var/lib/dpkg/status.d/" + PACKAGE), control);
        var release = Path.of("/etc/os-release");
        if (Files.isRegularFile(release)) {
            write(root.resolve("etc/os-release"), Files.readString(release));
        }
    }

    private static Path find(List<Path> files, String name) {
        return files.stream()
                .filter(file -> file.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new PlatformException("the package " + PACKAGE + " has no " + name));
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.createDirectories(StateFiles.folderOf(target));
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(StateFiles.folderOf(file));
        Files.writeString(file, text);
    }

    private static String run(List<String> command, Path folder) {
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(StateFiles.createFolder(folder).toFile());
        builder.environment().put("LC_ALL", "C");
        Captured ended;
        try {
            ended = Captured.of(builder, DEADLINE);
        } catch (PlatformException e) {
            throw new PlatformException(e.getMessage() + "; name a base with --base IMAGE@sha256:DIGEST", e);
        }
        if (ended.exitCode() != 0) {
            throw new PlatformException(String.join(" ", command) + " failed: "
                    + ended.output().strip() + "; run apt-get update, or name a base with --base IMAGE@sha256:DIGEST");
        }
        return ended.output();
    }
}
