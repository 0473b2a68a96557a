package io.fleetforge.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.oncall.EscalationPolicy.Step;
import io.fleetforge.alert.oncall.EscalationPolicy;
import io.fleetforge.alert.oncall.OnCallPlan;
import io.fleetforge.alert.oncall.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Map<String, String> FACTS = Map.of(
            EntryFacts.GROUP, "{}:{}",
            EntryFacts.TITLE, "Down",
            EntryFacts.SEVERITY, "P1",
            EntryFacts.POLICY, "platform",
            EntryFacts.FINGERPRINTS, "a,b",
            EntryFacts.CORRELATION, "own",
            EntryFacts.NAMESPACE, "default",
            EntryFacts.WORLD, "starter");
    private static final OnCallPlan PLAN = new OnCallPlan(
            Map.of("ann", new User("ann", "r"), "bob", new User("bob", "r")),
            Map.of(),
            Map.of(
                    "platform",
                    new EscalationPolicy(
                            "platform",
                            List.of(
                                    new Step(List.of(), List.of("ann"), Duration.ofMinutes(5)),
                                    new Step(List.of(), List.of("bob"), Duration.ofMinutes(5))),
                            0)));

    private final Incident incident =
            Incident.opened("i1", new TimelineEntry("opened", NOW, EntryKind.OPENED, "router", "Down", FACTS));

    @Test
    void shouldGoFromOpenToReviewed() {
        var steps = List.of(EntryKind.ACKNOWLEDGED, EntryKind.MITIGATED, EntryKind.RESOLVED, EntryKind.REVIEWED);

        var after = incident;
        for (var kind : steps) {
            after = after.with(line(kind));
        }

        assertThat(after.state()).isEqualTo(State.REVIEWED);
        assertThat(after.acknowledgedBy()).isEqualTo("ann");
        assertThat(after.timeline()).hasSize(5);
    }

    @Test
    void shouldTakeALineOnce() {
        var once = incident.with(line(EntryKind.ACKNOWLEDGED));

        assertThat(once.with(line(EntryKind.ACKNOWLEDGED))).isEqualTo(once);
    }

    @Test
    void shouldStayOverWhateverComesLater() {
        var over = incident.with(line(EntryKind.RESOLVED)).with(line(EntryKind.ACKNOWLEDGED));

        assertThat(over.state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void shouldTakeTheIdOfItsFirstCauseAndKeepIt() {
        var related = incident.with(line("r1", EntryKind.RELATED, Map.of(EntryFacts.CORRELATION, "cause")))
                .with(line("r2", EntryKind.RELATED, Map.of(EntryFacts.CORRELATION, "later")));

        assertThat(related.correlationId()).isEqualTo("cause");
    }

    @Test
    void shouldPageTheFirstStepAtOnceAndTheNextWhenNobodyHasIt() {
        assertThat(Escalation.due(incident, PLAN, NOW))
                .singleElement()
                .satisfies(
                        page -> assertThat(page.person().orElseThrow().name()).isEqualTo("ann"));

        var paged = incident.with(line(
                Escalation.due(incident, PLAN, NOW).getFirst().entry(),
                EntryKind.PAGED,
                Map.of(EntryFacts.CHANNEL, "r/webhook-0")));
        assertThat(Escalation.due(paged, PLAN, NOW.plusSeconds(299))).isEmpty();
        assertThat(Escalation.due(paged, PLAN, NOW.plusSeconds(300)))
                .singleElement()
                .satisfies(
                        page -> assertThat(page.person().orElseThrow().name()).isEqualTo("bob"));
    }

    @Test
    void shouldPageNobodyTwiceWhenStepsWereMissed() {
        var late = Escalation.due(incident, PLAN, NOW.plusSeconds(400));
        assertThat(late).extracting(page -> page.person().orElseThrow().name()).containsExactlyInAnyOrder("ann", "bob");

        var paged = incident;
        for (var page : late) {
            paged = paged.with(line(page.entry(), EntryKind.PAGED, Map.of(EntryFacts.CHANNEL, "r/webhook-0")));
        }
        assertThat(Escalation.due(paged, PLAN, NOW.plusSeconds(401))).isEmpty();
    }

    @Test
    void shouldPageNobodyOnceItIsAcknowledgedAndTellWhoWasPaged() {
        var paged = incident.with(line("page/1", EntryKind.PAGED, Map.of(EntryFacts.CHANNEL, "r/pagerduty-0")));
        var taken = paged.with(line(EntryKind.ACKNOWLEDGED));

        assertThat(Escalation.due(taken, PLAN, NOW.plusSeconds(600))).isEmpty();
        assertThat(CloseNotification.due(taken))
                .containsExactly(new CloseNotification.Word("taken@r/pagerduty-0", "r/pagerduty-0", false));
        assertThat(CloseNotification.due(paged)).isEmpty();
    }

    @Test
    void shouldCloseWhatWasOpenedOnce() {
        var over = incident.with(line("page/1", EntryKind.PAGED, Map.of(EntryFacts.CHANNEL, "r/pagerduty-0")))
                .with(line(EntryKind.RESOLVED));

        assertThat(CloseNotification.due(over))
                .containsExactly(new CloseNotification.Word("closed@r/pagerduty-0", "r/pagerduty-0", true));
        assertThat(CloseNotification.due(over.with(line("closed@r/pagerduty-0", EntryKind.CLOSED_AT, Map.of()))))
                .isEmpty();
    }

    @Test
    void shouldPageAgainFromTheFirstStepAfterASnooze() {
        var until = NOW.plusSeconds(3600);
        var snoozed = incident.with(line(EntryKind.ACKNOWLEDGED))
                .with(line("s", EntryKind.SNOOZED, Map.of(EntryFacts.UNTIL, until.toString())));

        assertThat(Escalation.due(snoozed, PLAN, until.minusSeconds(1))).isEmpty();
        assertThat(Escalation.due(snoozed, PLAN, until)).hasSize(1);
        assertThat(Escalation.next(snoozed, PLAN, NOW)).contains(until);
    }

    @Test
    void shouldSayWhenNobodyIsOnCall() {
        var nobody = new OnCallPlan(
                Map.of(),
                Map.of(),
                Map.of(
                        "platform",
                        new EscalationPolicy(
                                "platform", List.of(new Step(List.of("night"), List.of(), Duration.ofMinutes(5))), 0)));

        assertThat(Escalation.due(incident, nobody, NOW))
                .singleElement()
                .satisfies(page -> assertThat(page.person()).isEmpty());
    }

    @Test
    void shouldTakeWhatHappenedToItsWorldShortlyBeforeAndNothingElse() {
        var cause = happening("starter", NOW.minusSeconds(60));

        assertThat(cause.lineIn(incident)).isPresent();
        assertThat(happening("other", NOW).lineIn(incident)).isEmpty();
        assertThat(happening("starter", NOW.minusSeconds(3600)).lineIn(incident))
                .isEmpty();
        assertThat(cause.lineIn(incident.with(cause.lineIn(incident).orElseThrow())))
                .isEmpty();
    }

    @Test
    void shouldNotTakeTheIdOfWhatIsOnlyWorthKnowing() {
        var known = new WorldEventEntry(
                "h", NOW, "controller", "default", "starter", "WorldReady", "4 of 4", false, "fine");

        assertThat(incident.with(known.lineIn(incident).orElseThrow()).correlationId())
                .isEqualTo("own");
    }

    @Test
    void shouldWriteAReviewThatTextOfOthersCannotBend() {
        var review = Review.of(incident.with(line(EntryKind.ACKNOWLEDGED))
                .with(new TimelineEntry(
                        "n", NOW, EntryKind.NOTED, "eve", "<script>|[x](y)\n# not a heading", Map.of())));

        assertThat(review)
                .contains("# Down", "`own`", "default/starter", "**Acknowledged** by ann")
                .doesNotContain("<script>", "\n# not a heading")
                .contains("| somebody had it | 1 s |");
    }

    private static WorldEventEntry happening(String world, Instant at) {
        return new WorldEventEntry(
                "h", at, "controller", "default", world, "WorldDegraded", "1 of 4 cells", true, "cause");
    }

    private static TimelineEntry line(EntryKind kind) {
        return line(kind.word(), kind, Map.of());
    }

    private static TimelineEntry line(String id, EntryKind kind, Map<String, String> facts) {
        return new TimelineEntry(id, NOW.plusSeconds(1), kind, "ann", "", facts);
    }
}
