package io.fleetforge.local.observability;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds installed programs.
 *
 * @param folders to search, in this order
 */
public record ProgramSearch(List<Path> folders) {

    private static final List<String> USUAL = List.of("/usr/bin", "/usr/local/bin", "/usr/sbin", "/usr/local/sbin");

    public ProgramSearch {
        folders = List.copyOf(folders);
    }

    /** The folders of PATH, then the usual ones. */
    public static ProgramSearch ofThisMachine() {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return new ProgramSearch(Stream.concat(Stream.of(path), USUAL.stream())
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList());
    }

    /** The program under the first of its {@code names} that some folder has. */
    public Optional<Path> find(List<String> names) {
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
