package io.fleetforge.runtime.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.runtime.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PageLimit TWO = new PageLimit(2);

    @Test
    void shouldVisitEachItemOnceInTheOrderOfTheKeys() {
        var all = IntStream.range(0, 7).mapToObj(i -> "item-" + i).toList();
        var seen = new ArrayList<String>();

        String token = null;
        do {
            var page = PageRequest.of("items", TWO, token, NOW).page(all.reversed(), item -> item);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page.items());
            token = page.next();
        } while (token != null);

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void shouldGoOnAtTheSamePlaceWhenTheLastItemIsGone() {
        var first = PageRequest.of("items", TWO, null, NOW).page(List.of("a", "b", "c"), item -> item);

        var second = PageRequest.of("items", TWO, first.next(), NOW).page(List.of("a", "c", "d"), item -> item);

        assertThat(second.items()).containsExactly("c", "d");
        assertThat(second.next()).isNull();
    }

    @Test
    void shouldKeepTheInstantOfTheFirstPage() {
        var first = PageRequest.of("items", TWO, null, NOW).page(List.of("a", "b", "c"), item -> item);

        assertThat(PageRequest.of("items", TWO, first.next(), NOW.plusSeconds(60))
                        .at())
                .isEqualTo(NOW);
    }

    @Test
    void shouldAnswer410WhenTheTokenIsOld() {
        var token = new PageToken("items", NOW, "a").encoded();

        assertThat(PageRequest.of("items", TWO, token, NOW.plus(PageToken.LIFETIME))
                        .after())
                .isEqualTo("a");
        var refusal = catchThrowableOfType(
                ProblemException.class,
                () -> PageRequest.of(
                        "items", TWO, token, NOW.plus(PageToken.LIFETIME).plusSeconds(1)));
        assertThat(refusal.status()).isEqualTo(410);
        assertThat(refusal.code()).isEqualTo("expired");
    }

    @Test
    void shouldRefuseTheTokenOfAnotherList() {
        var token = new PageToken("items?state=open", NOW, "a").encoded();

        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> PageRequest.of("items?state=closed", TWO, token, NOW))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "bm9uZQ", "_w", "MSBhIDEgYg"})
    void shouldRefuseWhatIsNoToken(String token) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> PageRequest.of("items", TWO, token, NOW));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("continue"));
    }

    @Test
    void shouldRefuseATokenOfTheFuture() {
        var token = new PageToken("items", NOW.plus(Duration.ofDays(1)), "a").encoded();

        assertThat(catchThrowableOfType(ProblemException.class, () -> PageRequest.of("items", TWO, token, NOW))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldSortTheLatestFirst() {
        assertThat(PageRequest.latestFirst(NOW)).isLessThan(PageRequest.latestFirst(NOW.minusMillis(1)));
        assertThat(PageRequest.latestFirst(Instant.EPOCH))
                .isEqualTo(PageRequest.latestFirst(Instant.EPOCH.minusMillis(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "", "x", "1.0", "99999999999"})
    void shouldNameTheRangeWhenALimitIsOutside(String limit) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> PageLimit.fromString(limit));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal).hasMessage("limit must be 1 to 500");
    }
}
