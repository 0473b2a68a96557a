package io.fleetforge.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {

    private static final String BACK_TWO = "\u001b[2F\u001b[J";

    private final StringWriter shown = new StringWriter();

    @Test
    void shouldRedrawTheMapInPlaceOnATerminal() {
        var screen = new Screen(new PrintWriter(shown), true, () -> {});

        screen.map(List.of("a", "b"), true);
        screen.map(List.of("c", "d"), false);
        screen.println("line");
        screen.map(List.of("e"), false);
        screen.keepMap();
        screen.println("end");

        assertThat(shown.toString().lines())
                .containsExactly("a", "b", BACK_TWO + "c", "d", BACK_TWO + "line", "e", "end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "ne-NP", "tr-TR"})
    void shouldMoveTheCursorInEveryLocale(String tag) {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            var screen = new Screen(new PrintWriter(shown), true, () -> {});

            screen.map(List.of("a", "b"), true);
            screen.map(List.of("c"), true);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(shown.toString().lines()).containsExactly("a", "b", BACK_TWO + "c");
    }

    @Test
    void shouldPrintOnlyChangedMapsElsewhere() {
        var screen = new Screen(new PrintWriter(shown), false, () -> {});

        screen.map(List.of("a"), true);
        screen.map(List.of("b"), false);
        screen.println("line");

        assertThat(shown.toString().lines()).containsExactly("a", "line");
    }
}
