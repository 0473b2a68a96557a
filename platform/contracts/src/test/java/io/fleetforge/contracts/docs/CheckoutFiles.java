package io.fleetforge.contracts.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of a checkout that people write: without what a build generates, and without hidden folders but those of CI. */
public final class CheckoutFiles {

    private static final Set<String> GENERATED = Set.of("target", "node_modules", "site");
    private static final Set<String> CI = Set.of(".ci", ".github");

    private CheckoutFiles() {}

    public static List<Path> of(Path root) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(root) || isWritten(folder.getFileName().toString())
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isWritten(String folder) {
        return CI.contains(folder) || !(folder.startsWith(".") || GENERATED.contains(folder));
    }
}
