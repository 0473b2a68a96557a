package io.fleetforge.alert.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.query.OnCallView;
import io.fleetforge.alert.query.OnCallView.ShiftView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalendarTest {

    @Test
    void shouldDrawShiftsWithinTwoWeeks() {
        var now = Instant.parse("2026-11-26T12:00:00Z");
        var change = Instant.parse("2026-11-28T00:00:00Z");
        var ann = new ShiftView("ann", now, change);
        var bob = new ShiftView("bob", change, now.plus(Duration.ofDays(28)));
        var late = new ShiftView("cid", now.plus(Duration.ofDays(20)), now.plus(Duration.ofDays(21)));

        var calendar = Calendar.of(new OnCallView("primary", ann, bob, List.of(ann, bob, late)), now);

        assertThat(calendar.days())
                .hasSize(14)
                .first()
                .satisfies(day -> assertThat(day.name()).isEqualTo("Thu 26"));
        assertThat(calendar.bars()).extracting(bar -> bar.user()).containsExactly("ann", "bob");
        assertThat(calendar.bars()).extracting(bar -> bar.x()).containsExactly(50L, 200L);
        assertThat(calendar.bars()).extracting(bar -> bar.x() + bar.width()).containsExactly(200L, (long)
                calendar.width());
    }
}
