package io.fleetforge.contracts.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/criteria.md} has every criterion once, counts them, and cites evidence that exists in this checkout. */
class CriteriaTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."));

    private static SourceIndex index;
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        index = SourceIndex.read(ROOT);
        page = Files.readString(ROOT.resolve("docs/criteria.md"));
    }

    @Test
    void shouldHaveEveryCriterionWithEvidenceThatExists() {
        assertThat(CriteriaPage.parse(page).problems(index)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoSuchE2E                  | no class NoSuchE2E
            CriteriaTest.shouldNotBe   | no test method CriteriaTest.shouldNotBe
            docs/no-such-page.md       | no file docs/no-such-page.md
            infra/observability/dashboards/none.json | no file infra/observability/dashboards/none.json
            fleetforge_no_such_total   | no metric fleetforge_no_such_total
            some text                  | neither class, test method, file nor metric: some text
            """)
    void shouldNameEvidenceThatDoesNotExist(String cited, String problem) {
        var row = "| 1 something | W | `CriteriaTest`, `%s` |".formatted(cited);

        assertThat(CriteriaPage.parse("## SEC-001 Something\n" + row).problems(index))
                .contains("SEC-001 1 something: " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            | 1 something | W | none |                ; SEC-001 1 something: no evidence
            | 1 something | X | `CriteriaTest` |      ; SEC-001 1 something: state X
            | 1 something | P | [page](no-page.md) |  ; SEC-001 1 something: no page no-page.md
            | 1 something | W | `CriteriaTest` | |    ; SEC-001 1 something: state in a row of 4 cells
            """)
    void shouldNameARowThatIsWrong(String row, String problem) {
        assertThat(CriteriaPage.parse("## SEC-001 Something\n" + row).problems(index))
                .contains(problem);
    }

    @Test
    void shouldNameALostRowAndCountsThatDiffer() {
        var lost = page.replaceFirst("(?m)^\\| 1 .*\n", "");

        assertThat(CriteriaPage.parse(lost).problems(index))
                .contains("107 rows, not 108")
                .anyMatch(problem -> problem.startsWith("SEC-001: counted "))
                .anyMatch(problem -> problem.startsWith("total: counted "));
    }

    @Test
    void shouldResolveWhatExists() {
        assertThat(index.problem("SourceIndex")).isEmpty();
        assertThat(index.problem("CriteriaTest.shouldResolveWhatExists")).isEmpty();
        assertThat(index.problem("pom.xml")).isEmpty();
        assertThat(index.problem("fleetforge_worldspecs_total")).isEmpty();
    }
}
