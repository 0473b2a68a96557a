package io.fleetforge.contracts.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.docs.CheckoutFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Log messages and libraries format by the default locale, so each program sets it first. */
class EntryPointsTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root"));

    private static final String MAIN = "public static void main(String";

    private static final Pattern SETS_LOCALE_FIRST =
            Pattern.compile("public static void main\\(String[^)]*\\)[^{]*\\{\\s*"
                    + "(?:Program\\.run\\(|ServiceMain\\.run\\(|Locale\\.setDefault\\(Locale\\.ROOT\\))");

    @Test
    void shouldSetTheRootLocaleFirstInEveryProgram() throws IOException {
        var programs = CheckoutFiles.of(ROOT).stream()
                .filter(file ->
                        file.toString().contains("src/main/java") && text(file).contains(MAIN))
                .toList();

        assertThat(programs)
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(text(file)).containsPattern(SETS_LOCALE_FIRST));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
