package io.fleetforge.contracts.topic;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A setting of a topic that is not as declared. As an entry of health data it is {@link #entryName} and {@link #entryValue}, which
 * {@link #parse} reads.
 *
 * @param topic its name
 * @param setting name of the setting in Kafka, or {@link #EXISTENCE} or {@link #PARTITIONS}
 * @param declared value in {@code infra/kafka/topics.yaml}
 * @param observed value at the broker
 * @param canLoseState whether records that services read back may be removed, or cannot be kept
 * @param command of Kafka's tools that mends it, or shows it where no command can
 */
public record TopicDifference(
        String topic, String setting, String declared, String observed, boolean canLoseState, String command) {

    /** Setting of a topic that is missing. */
    public static final String EXISTENCE = "existence";

    /** Setting of a topic with another number of partitions. */
    public static final String PARTITIONS = "partitions";

    private static final String LOSS = ", can lose state";
    private static final String MEND = "; mend: ";
    private static final Pattern NAME = Pattern.compile("(\\S+) (\\S+)");
    private static final Pattern VALUE =
            Pattern.compile("declared (\\S+), observed (\\S+)(" + LOSS + ")?" + MEND + "(.+)");

    public TopicDifference {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(declared, "declared");
        Objects.requireNonNull(observed, "observed");
        Objects.requireNonNull(command, "command");
    }

    /** Topic and setting. */
    public String entryName() {
        return topic + " " + setting;
    }

    /** Both values, the risk, and the command. */
    public String entryValue() {
        return "declared " + declared + ", observed " + observed + (canLoseState ? LOSS : "") + MEND + command;
    }

    /** For an operator: topic, setting, both values, the risk, and the command. */
    public String message() {
        return "topic " + topic + ": " + setting + " " + entryValue();
    }

    /** The difference behind an entry of health data; empty for an entry of another kind. */
    public static Optional<TopicDifference> parse(String entryName, String entryValue) {
        var name = NAME.matcher(entryName);
        var value = VALUE.matcher(entryValue);
        return name.matches() && value.matches()
                ? Optional.of(new TopicDifference(
                        name.group(1),
                        name.group(2),
                        value.group(1),
                        value.group(2),
                        value.group(3) != null,
                        value.group(4)))
                : Optional.empty();
    }
}
