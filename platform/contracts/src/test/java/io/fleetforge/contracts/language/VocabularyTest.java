package io.fleetforge.contracts.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.docs.CheckoutFiles;
import io.fleetforge.contracts.language.Vocabulary.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One language: no name, key or text uses a term that {@code vocabulary.yaml} refuses. A use that is right gets an exception
 * with its reason there.
 */
class VocabularyTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final String RULES = "platform/contracts/src/test/resources/vocabulary.yaml";

    @Test
    void shouldUseNoRefusedTerm() throws IOException {
        var vocabulary = Vocabulary.read(ROOT.resolve(RULES));
        var violations = files().stream()
                .map(VocabularyTest::read)
                .flatMap(file -> file.texts().stream()
                        .flatMap(text ->
                                vocabulary.violations(file.path(), text.scope(), text.line(), text.text()).stream()))
                .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void shouldFindARefusedTermInEveryScope() throws IOException {
        var vocabulary = Vocabulary.read(ROOT.resolve(RULES));

        assertThat(vocabulary.violations("A.java", Scope.NAMES, 1, "records under Way"))
                .hasSize(1);
        assertThat(vocabulary.violations("a.yaml", Scope.KEYS, 1, "dead men")).hasSize(1);
        assertThat(vocabulary.violations("a.md", Scope.PROSE, 1, "The newcomer is told."))
                .hasSize(2);
        assertThat(vocabulary.violations("a.md", Scope.PROSE, 1, "Case 24 too")).hasSize(1);
        assertThat(vocabulary.violations("a.md", Scope.PROSE, 1, "a replacement host is notified"))
                .isEmpty();
    }

    @Test
    void shouldFindARefusedTermAcrossALineBreak(@TempDir Path folder) throws IOException {
        var vocabulary = Vocabulary.read(ROOT.resolve(RULES));
        var file = Files.writeString(folder.resolve("a.yaml"), "# records are under\n# way to the broker\n");

        assertThat(TextFile.read(folder, file).texts())
                .flatExtracting(text -> vocabulary.violations("a.yaml", text.scope(), text.line(), text.text()))
                .anyMatch(violation -> violation.contains("under way"));
    }

    private static TextFile read(Path file) {
        try {
            return TextFile.read(ROOT, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files() throws IOException {
        return CheckoutFiles.of(ROOT).stream()
                .filter(file -> TextFile.isText(file) && !file.endsWith(RULES))
                .toList();
    }
}
