package io.fleetforge.images;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.contracts.hash.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Folders as the layers of an image have them: the same content is the same layer in every build. */
final class Folders {

    /** Of every file of a layer; an AOT cache fits only files with the time of its training. */
    static final Instant TIME = Instant.ofEpochSecond(1);

    private Folders() {}

    /** Regular files below {@code folder}, sorted by path. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new PlatformException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Sets the time of everything below {@code folder}. */
    static void fixTimes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.setLastModifiedTime(file, FileTime.from(TIME));
            }
        } catch (IOException e) {
            throw new PlatformException("cannot set the times in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Path and SHA-256 of each file below {@code folder}, a line each. */
    static String listing(Path folder) {
        var lines = new StringBuilder();
        for (var file : files(folder)) {
            lines.append(folder.relativize(file))
                    .append(' ')
                    .append(Sha256.hex(content(file)))
                    .append('\n');
        }
        return lines.toString();
    }

    /** Path, size and time of each file below {@code folder}, a line each. */
    static String times(Path folder) {
        var lines = new StringBuilder();
        try {
            for (var file : files(folder)) {
                lines.append(folder.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            }
        } catch (IOException e) {
            throw new PlatformException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        return lines.toString();
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new PlatformException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
