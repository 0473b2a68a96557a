package io.fleetforge.alert.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.rest.RoutingResource.OnCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalendarTest {

    @Test
    void shouldDrawTurnsWithinTwoWeeks() {
        var now = Instant.parse("2026-11-26T12:00:00Z");
        var change = Instant.parse("2026-11-28T00:00:00Z");
        var ann = new OnCall.Turn("ann", now, change);
        var bob = new OnCall.Turn("bob", change, now.plus(Duration.ofDays(28)));
        var late = new OnCall.Turn("cid", now.plus(Duration.ofDays(20)), now.plus(Duration.ofDays(21)));

        var calendar = Calendar.of(new OnCall("primary", ann, bob, List.of(ann, bob, late)), now);

        assertThat(calendar.days())
                .hasSize(14)
                .first()
                .satisfies(day -> assertThat(day.name()).isEqualTo("Thu 26"));
        assertThat(calendar.bars()).extracting(bar -> bar.person()).containsExactly("ann", "bob");
        assertThat(calendar.bars()).extracting(bar -> bar.x()).containsExactly(50L, 200L);
        assertThat(calendar.bars()).extracting(bar -> bar.x() + bar.width()).containsExactly(200L, (long)
                calendar.width());
    }
}
