package io.fleetforge.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.oncall.EscalationPolicy;
import io.fleetforge.alert.oncall.EscalationPolicy.Step;
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
            after = after.with(entry(kind));
        }

        assertThat(after.state()).isEqualTo(State.REVIEWED);
        assertThat(after.acknowledgedBy()).isEqualTo("ann");
        assertThat(after.timeline()).hasSize(5);
    }

    @Test
    void shouldApplyAnEntryOnce() {
        var once = incident.with(entry(EntryKind.ACKNOWLEDGED));

        assertThat(once.with(entry(EntryKind.ACKNOWLEDGED))).isEqualTo(once);
    }

    @Test
    void shouldStayResolvedWhenEntriesFollow() {
        var resolved = incident.with(entry(EntryKind.RESOLVED)).with(entry(EntryKind.ACKNOWLEDGED));

        assertThat(resolved.state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void shouldKeepTheCorrelationIdOfTheFirstCause() {
        var related = incident.with(entry("r1", EntryKind.RELATED, Map.of(EntryFacts.CORRELATION, "cause")))
                .with(entry("r2", EntryKind.RELATED, Map.of(EntryFacts.CORRELATION, "later")));

        assertThat(related.correlationId()).isEqualTo("cause");
    }

    @Test
    void shouldPageTheNextStepWhenNotAcknowledged() {
        assertThat(Escalation.due(incident, PLAN, NOW))
                .singleElement()
                .satisfies(page -> assertThat(page.user().orElseThrow().name()).isEqualTo("ann"));

        var paged = incident.with(entry(
                Escalation.due(incident, PLAN, NOW).getFirst().entry(),
                EntryKind.PAGED,
                Map.of(EntryFacts.INTEGRATION, "r/webhook-0")));
        assertThat(Escalation.due(paged, PLAN, NOW.plusSeconds(299))).isEmpty();
        assertThat(Escalation.due(paged, PLAN, NOW.plusSeconds(300)))
                .singleElement()
                .satisfies(page -> assertThat(page.user().orElseThrow().name()).isEqualTo("bob"));
    }

    @Test
    void shouldPageEachUserOnceWhenStepsWereMissed() {
        var late = Escalation.due(incident, PLAN, NOW.plusSeconds(400));
        assertThat(late).extracting(page -> page.user().orElseThrow().name()).containsExactlyInAnyOrder("ann", "bob");

        var paged = incident;
        for (var page : late) {
            paged = paged.with(entry(page.entry(), EntryKind.PAGED, Map.of(EntryFacts.INTEGRATION, "r/webhook-0")));
        }
        assertThat(Escalation.due(paged, PLAN, NOW.plusSeconds(401))).isEmpty();
    }

    @Test
    void shouldNotifyPagedIntegrationsInsteadOfPagingWhenAcknowledged() {
        var paged = incident.with(entry("page/1", EntryKind.PAGED, Map.of(EntryFacts.INTEGRATION, "r/pagerduty-0")));
        var acknowledged = paged.with(entry(EntryKind.ACKNOWLEDGED));

        assertThat(Escalation.due(acknowledged, PLAN, NOW.plusSeconds(600))).isEmpty();
        assertThat(CloseNotification.due(acknowledged))
                .containsExactly(new CloseNotification("acknowledged@r/pagerduty-0", "r/pagerduty-0", false));
        assertThat(CloseNotification.due(paged)).isEmpty();
    }

    @Test
    void shouldNotifyPagedIntegrationOnceWhenResolved() {
        var resolved = incident.with(entry("page/1", EntryKind.PAGED, Map.of(EntryFacts.INTEGRATION, "r/pagerduty-0")))
                .with(entry(EntryKind.RESOLVED));

        assertThat(CloseNotification.due(resolved))
                .containsExactly(new CloseNotification("closed@r/pagerduty-0", "r/pagerduty-0", true));
        assertThat(CloseNotification.due(resolved.with(entry("closed@r/pagerduty-0", EntryKind.CLOSED_AT, Map.of()))))
                .isEmpty();
    }

    @Test
    void shouldPageFromTheFirstStepAfterSnooze() {
        var until = NOW.plusSeconds(3600);
        var snoozed = incident.with(entry(EntryKind.ACKNOWLEDGED))
                .with(entry("s", EntryKind.SNOOZED, Map.of(EntryFacts.UNTIL, until.toString())));

        assertThat(Escalation.due(snoozed, PLAN, until.minusSeconds(1))).isEmpty();
        assertThat(Escalation.due(snoozed, PLAN, until)).hasSize(1);
        assertThat(Escalation.escalatesAt(snoozed, PLAN, NOW)).contains(until);
    }

    @Test
    void shouldReportGapWhenNoUserIsOnCall() {
        var gap = new OnCallPlan(
                Map.of(),
                Map.of(),
                Map.of(
                        "platform",
                        new EscalationPolicy(
                                "platform", List.of(new Step(List.of("night"), List.of(), Duration.ofMinutes(5))), 0)));

        assertThat(Escalation.due(incident, gap, NOW))
                .singleElement()
                .satisfies(page -> assertThat(page.user()).isEmpty());
    }

    @Test
    void shouldRelateRecentEventsOfItsWorldOnly() {
        var cause = event("starter", NOW.minusSeconds(60));

        assertThat(cause.entryFor(incident)).isPresent();
        assertThat(event("other", NOW).entryFor(incident)).isEmpty();
        assertThat(event("starter", NOW.minusSeconds(3600)).entryFor(incident)).isEmpty();
        assertThat(cause.entryFor(incident.with(cause.entryFor(incident).orElseThrow())))
                .isEmpty();
    }

    @Test
    void shouldKeepCorrelationIdWhenEventIsNoCause() {
        var known = new WorldEventEntry(
                "h", NOW, "controller", "default", "starter", "WorldReady", "4 of 4", false, "fine");

        assertThat(incident.with(known.entryFor(incident).orElseThrow()).correlationId())
                .isEqualTo("own");
    }

    @Test
    void shouldEscapeTextOfUsersInReview() {
        var review = Review.of(incident.with(entry(EntryKind.ACKNOWLEDGED))
                .with(new TimelineEntry(
                        "n", NOW, EntryKind.NOTED, "eve", "<script>|[x](y)\n# not a heading", Map.of())));

        assertThat(review)
                .contains("# Down", "`own`", "default/starter", "**Acknowledged** by ann")
                .doesNotContain("<script>", "\n# not a heading")
                .contains("| acknowledged | 1 s |");
    }

    private static WorldEventEntry event(String world, Instant at) {
        return new WorldEventEntry(
                "h", at, "controller", "default", world, "WorldDegraded", "1 of 4 cells", true, "cause");
    }

    private static TimelineEntry entry(EntryKind kind) {
        return entry(kind.code(), kind, Map.of());
    }

    private static TimelineEntry entry(String id, EntryKind kind, Map<String, String> facts) {
        return new TimelineEntry(id, NOW.plusSeconds(1), kind, "ann", "", facts);
    }
}
