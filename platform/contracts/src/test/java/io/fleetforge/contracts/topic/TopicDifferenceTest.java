package io.fleetforge.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicDifferenceTest {

    private static final TopicDifference LOSS = new TopicDifference(
            "cell.sessions", "cleanup.policy", "compact,delete", "delete", true, "kafka-configs.sh --alter; exit");
    private static final TopicDifference OTHER =
            new TopicDifference("events", TopicDifference.PARTITIONS, "4", "2", false, "kafka-topics.sh");

    @Test
    void shouldBeReadAsItWasWritten() {
        assertThat(TopicDifference.parse(LOSS.entryName(), LOSS.entryValue())).contains(LOSS);
        assertThat(TopicDifference.parse(OTHER.entryName(), OTHER.entryValue())).contains(OTHER);
    }

    @Test
    void shouldNameTopicSettingValuesRiskAndCommand() {
        assertThat(LOSS.message())
                .isEqualTo(
                        "topic cell.sessions: cleanup.policy declared compact,delete, observed delete, can lose state;"
                                + " mend: kafka-configs.sh --alter; exit");
    }

    @Test
    void shouldBeEmptyForAnEntryOfAnotherKind() {
        assertThat(TopicDifference.parse("failure", "no answer")).isEmpty();
        assertThat(TopicDifference.parse("cell.sessions cleanup.policy", "no answer"))
                .isEmpty();
    }
}
