package io.fleetforge.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import org.junit.jupiter.api.Test;

class EventRecorderTest {

    private static final ObjectReference WORLD =
            new ObjectReferenceBuilder().withName("starter").withUid("u-1").build();

    @Test
    void shouldNameARepeatAsItsPredecessor() {
        assertThat(EventRecorder.name(WORLD, "Split", "cell a"))
                .isEqualTo(EventRecorder.name(WORLD, "Split", "cell a"));
    }

    @Test
    void shouldNameOtherReasonsMessagesAndObjectsDifferently() {
        var other = new ObjectReferenceBuilder(WORLD).withUid("u-2").build();

        assertThat(new String[] {
                    EventRecorder.name(WORLD, "Split", "cell a"),
                    EventRecorder.name(WORLD, "Merge", "cell a"),
                    EventRecorder.name(WORLD, "Split", "cell b"),
                    EventRecorder.name(other, "Split", "cell a")
                })
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("starter\\.[0-9a-f]{1,8}"));
    }
}
