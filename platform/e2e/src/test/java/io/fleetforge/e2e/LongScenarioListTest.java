package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launcher prints {@code long-scenarios.txt} as skipped: the file must equal the {@link LongScenario} annotations. */
class LongScenarioListTest {

    private static final Path LIST =
            Path.of(System.getProperty("fleetforge.root"), "platform/e2e/src/test/resources/long-scenarios.txt");

    @Test
    void shouldListTheAnnotatedClassesAndMethods() throws Exception {
        var annotated = String.join("\n", annotated()) + "\n";

        assertThat(Files.readString(LIST))
                .as("%s must contain:%n%s", LIST.getFileName(), annotated)
                .isEqualTo(annotated);
    }

    private static Iterable<String> annotated() throws IOException, URISyntaxException {
        var root = Path.of(LongScenarioListTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith("E2E.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace(java.io.File.separatorChar, '.'))
                    .flatMap(LongScenarioListTest::names)
                    .sorted()
                    .toList();
        }
    }

    /** The class, or those of its methods that are annotated. */
    private static Stream<String> names(String className) {
        try {
            var type = Class.forName(className, false, LongScenarioListTest.class.getClassLoader());
            return type.isAnnotationPresent(LongScenario.class)
                    ? Stream.of(type.getSimpleName())
                    : Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(LongScenario.class))
                            .map(method -> type.getSimpleName() + "." + method.getName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
