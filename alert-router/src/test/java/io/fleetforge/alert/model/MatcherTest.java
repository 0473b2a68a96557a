package io.fleetforge.alert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    private static final LabelSet LABELS = LabelSet.of(Map.of("severity", "P1", "world", "starter"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "severity=P1 ; true",
                "severity=\"P2\" ; false",
                "severity!=P2 ; true",
                "severity=~\"P1|P2\" ; true",
                "severity=~P ; false",
                "severity!~\"P[34]\" ; true",
                "{world=\"starter\", severity=\"P1\"} ; true",
                "missing=\"\" ; true",
                "missing!=\"\" ; false",
                "missing=~\".*\" ; true",
                "missing!~\".+\" ; true",
            })
    void shouldMatchWholeValuesAndTreatMissingLabelAsEmpty(String text, boolean expected) {
        assertThat(Matchers.parse(text).match(LABELS)).isEqualTo(expected);
    }

    @Test
    void shouldParseItsOwnText() {
        var matchers = List.of(
                new Matcher("plain", Matcher.Op.EQUAL, "a \"quoted\" \\ line\nbreak"),
                new Matcher("with blank", Matcher.Op.MATCHES_NOT, "x|y"),
                new Matcher("ünïcode", Matcher.Op.NOT_EQUAL, ""));

        var read = matchers.stream()
                .map(Matcher::toString)
                .flatMap(text -> MatcherSyntax.parse(text).stream())
                .toList();

        assertThat(read).isEqualTo(matchers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{severity=\"P1\" ; a comma or a closing brace is expected at character 15",
                "severity P1 ; one of = != =~ !~ is expected at character 10",
                "=\"x\" ; the name of a label is expected at character 1",
                "a=\"x ; a closing quote is expected at character 5",
                "a=b} c ; the end is expected at character 4",
                "a=\"\\x\" ; one of n t",
            })
    void shouldNameExpectedTokenAndPositionWhenTextIsInvalid(String text, String reason) {
        assertThatThrownBy(() -> MatcherSyntax.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseExpressionWhenItIsInvalidOrTooLong() {
        assertThatThrownBy(() -> new Matcher("world", Matcher.Op.MATCHES, "a("))
                .hasMessageContaining("the expression for world is invalid");
        assertThatThrownBy(() -> new Matcher("world", Matcher.Op.MATCHES, "a".repeat(2000)))
                .hasMessageContaining("2000 characters, at most 1024");
    }

    @Test
    void shouldMatchInLinearTimeWhenExpressionBacktracksElsewhere() {
        var matcher = new Matcher("world", Matcher.Op.MATCHES, "(a+)+b");

        assertThat(matcher.matches(LabelSet.of(Map.of("world", "a".repeat(50_000)))))
                .isFalse();
    }
}
