package io.fleetforge.contracts.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Relative links of the pages lead to files of the checkout; anchors and other sites are not followed. */
class LinksTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."));
    private static final Pattern RELATIVE = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)(?:#[^)\\s]*)?\\)");

    @Test
    void shouldLeadToFilesThatExist() throws IOException {
        try (var docs = Files.walk(ROOT.resolve("docs"));
                var root = Files.list(ROOT)) {
            var pages = Stream.concat(docs, root)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();

            assertThat(pages).hasSizeGreaterThan(20);
            assertThat(pages).allSatisfy(page -> assertThat(dead(page)).isEmpty());
        }
    }

    private static List<String> dead(Path page) throws IOException {
        return RELATIVE.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !Files.exists(page.resolveSibling(target)))
                .toList();
    }
}
