package io.fleetforge.ffctl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.topic.TopicDifference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {

    private final ObservationFixture observed = new ObservationFixture();

    @ParameterizedTest
    @EnumSource(Runbook.class)
    void shouldPointToRunbooksThatExist(Runbook runbook) {
        assertThat(Path.of(System.getProperty("fleetforge.root", ".")).resolve(runbook.path()))
                .satisfies(page -> assertThat(Files.isRegularFile(page)).isTrue());
    }

    @Test
    void shouldFindNoProblemOnAHealthyPlatform() {
        var diagnosis = observed.diagnosis();

        assertThat(observed.problems()).isEmpty();
        assertThat(diagnosis.severity()).isEqualTo(Severity.OK);
        assertThat(diagnosis.checks())
                .extracting(CheckResult::check)
                .contains(
                        "api-server",
                        "crds",
                        "deployments",
                        "leaders",
                        "service-pods",
                        "topics",
                        "worlds",
                        "cells",
                        "host-crashes",
                        "host-pods",
                        "host-leases",
                        "scaling",
                        "events");
        assertThat(diagnosis.table()).hasSize(diagnosis.checks().size() + 1);
        assertThat(diagnosis.view().severity()).isEqualTo("ok");
    }

    @Test
    void shouldNameATopicThatDiffersOnceWithValuesCommandAndServices() {
        var loss =
                new TopicDifference("state", "cleanup.policy", "compact", "delete", true, "kafka-configs.sh --alter");
        var other = new TopicDifference("events", "partitions", "4", "2", false, "kafka-topics.sh --alter");
        observed.topics.add(new ObservedTopics("fleetforge-cell", List.of(loss), Optional.empty()));
        observed.topics.add(
                new ObservedTopics("fleetforge-controller", List.of(loss, other), Optional.of("no answer")));

        assertThat(observed.problems())
                .extracting(
                        CheckResult::check,
                        CheckResult::severity,
                        CheckResult::subject,
                        CheckResult::observed,
                        CheckResult::runbook)
                .containsExactly(
                        tuple(
                                "topics",
                                Severity.BAD,
                                "state",
                                "cleanup.policy declared compact, observed delete, can lose state; mend:"
                                        + " kafka-configs.sh --alter (reported by fleetforge-cell, fleetforge-controller)",
                                "docs/runbooks/topic-misconfigured.md"),
                        tuple(
                                "topics",
                                Severity.WARN,
                                "events",
                                "partitions declared 4, observed 2; mend: kafka-topics.sh --alter (reported by"
                                        + " fleetforge-controller)",
                                "docs/runbooks/topic-misconfigured.md"),
                        tuple(
                                "topics",
                                Severity.WARN,
                                "fleetforge-controller",
                                "no answer",
                                "docs/runbooks/topic-misconfigured.md"));
    }

    @Test
    void shouldNotCallTopicsAsDeclaredWhenNoServiceAnswers() {
        observed.topics.clear();

        assertThat(observed.problems())
                .extracting(CheckResult::severity, CheckResult::observed)
                .containsExactly(tuple(Severity.WARN, "not checked: no service answers"));
    }

    @Test
    void shouldReportMissingServicesAndReplicas() {
        observed.crds.remove("worldtopologies.fleetforge.io");
        observed.deployments.set(0, ObservationFixture.deployment("fleetforge-controller", 2, 1));
        observed.deployments.set(1, ObservationFixture.deployment("fleetforge-alert-router", 1, 0));
        observed.deployments.remove(3);

        assertThat(observed.problems())
                .extracting(CheckResult::severity, CheckResult::subject, CheckResult::runbook)
                .containsExactly(
                        tuple(Severity.BAD, "worldtopologies.fleetforge.io", "docs/runbooks/service-down.md"),
                        tuple(Severity.WARN, "fleetforge-controller", "docs/runbooks/replica-down.md"),
                        tuple(Severity.BAD, "fleetforge-alert-router", "docs/runbooks/service-down.md"),
                        tuple(Severity.BAD, "fleetforge-chaos", "docs/runbooks/service-down.md"));
    }

    @Test
    void shouldReportAMissingLeader() {
        observed.leaders.set(
                0,
                ObservationFixture.lease("fleetforge-system", "fleetforge-controller", "2026-01-01T11:59:39.000000Z"));
        observed.leaders.remove(2);

        assertThat(observed.problems())
                .allSatisfy(check -> assertThat(check.runbook()).isEqualTo("docs/runbooks/fleetforge-leaderless.md"))
                .extracting(CheckResult::observed)
                .containsExactly(
                        "fleetforge-controller-abc holds the Lease and renewed it 21s ago", "there is no Lease");
    }

    @Test
    void shouldAcceptALeaseThatIsRenewedDespiteClockSkew() {
        var old = ObservationFixture.lease("fleetforge-system", "fleetforge-controller", "2026-01-01T10:00:00.000000Z");
        var ahead = ObservationFixture.lease("games", "starter-0", "2026-01-01T12:30:00.000000Z");

        assertThat(LeaseCheck.needsSecondRead(old, ObservationFixture.NOON)).isTrue();
        assertThat(LeaseCheck.needsSecondRead(ahead, ObservationFixture.NOON)).isTrue();
        observed.leaders.set(0, new ObservedLease(old.lease(), true));
        observed.hostLeases.set(0, new ObservedLease(ahead.lease(), true));
        assertThat(observed.problems()).isEmpty();
    }

    @Test
    void shouldDistinguishStalledDegradedAndStartingWorlds() {
        observed.worlds.add(ObservationFixture.world("impossible", "Stalled", 0, """
                - {type: Ready, status: "False", reason: SpecRefused, message: cannot partition}
                - {type: Stalled, status: "True", reason: SpecRefused, message: cannot partition}
                """));
        observed.worlds.add(ObservationFixture.world("hurt", "Degraded", 1, """
                - {type: Ready, status: "False", lastTransitionTime: "2026-01-01T11:59:50Z"}
                - {type: Degraded, status: "True", reason: CellsDown, message: 1 of 2 cells run}
                """));
        observed.worlds.add(ObservationFixture.world("fresh", "Launching", 2, """
                - {type: Ready, status: "False", lastTransitionTime: "2026-01-01T11:59:50Z", message: 2 of 2 cells run}
                """));

        assertThat(observed.problems())
                .filteredOn(check -> check.check().equals("worlds"))
                .extracting(CheckResult::subject, CheckResult::severity, CheckResult::observed, CheckResult::runbook)
                .containsExactly(
                        tuple(
                                "games/impossible",
                                Severity.BAD,
                                "Stalled: cannot partition",
                                "docs/runbooks/world-not-ready.md"),
                        tuple(
                                "games/hurt",
                                Severity.BAD,
                                "Degraded: 1 of 2 cells run",
                                "docs/runbooks/world-not-ready.md"),
                        tuple(
                                "games/fresh",
                                Severity.WARN,
                                "not Ready for 10s: 2 of 2 cells run",
                                "docs/runbooks/world-stuck-starting.md"));
    }

    @Test
    void shouldReportCellsThatStayPending() {
        observed.worlds.set(0, ObservationFixture.world("starter", "Launching", 1, """
                - {type: Ready, status: "False", lastTransitionTime: "2026-01-01T11:58:00Z", message: 1 of 2 cells run}
                """));

        assertThat(observed.problems())
                .filteredOn(check -> check.check().equals("cells"))
                .containsExactly(CheckResult.bad("cells", "games/starter", "1 of 2 cells run", Runbook.CELLS_PENDING));
    }

    @Test
    void shouldReportWhyAHostDoesNotStart() {
        observed.worlds.clear();
        observed.hosts.set(0, ObservationFixture.host("starter-0", "2026-01-01T11:59:55Z", """
                {waiting: {reason: ErrImagePull, message: no such image}}""", false));
        observed.hosts.add(ObservationFixture.host("starter-1", "2026-01-01T11:50:00Z", "{running: {}}", false));
        observed.hosts.add(ObservationFixture.host("starter-2", "2026-01-01T11:59:50Z", "{running: {}}", false));

        assertThat(observed.problems())
                .containsExactly(
                        CheckResult.bad(
                                "host-pods",
                                "games/starter-0",
                                "ErrImagePull: no such image",
                                Runbook.WORLD_STUCK_STARTING),
                        CheckResult.bad("host-pods", "games/starter-1", "not ready, 10m old", Runbook.HOST_DOWN),
                        CheckResult.warn("host-pods", "games/starter-2", "not ready, 10s old", Runbook.CELLS_PENDING));
    }

    @Test
    void shouldOnlyWarnOfAHostThatStartsInAReadyWorld() {
        observed.hosts.add(ObservationFixture.host("starter-1", "2026-01-01T11:50:00Z", """
                {waiting: {reason: ImagePullBackOff, message: no such image}}""", false));

        assertThat(observed.problems())
                .extracting(CheckResult::severity, CheckResult::runbook)
                .containsExactly(tuple(Severity.WARN, "docs/runbooks/cells-pending.md"));
    }

    @Test
    void shouldReportPodsThatCrashRepeatedly() {
        var looping = Serialization.unmarshal("""
                metadata: {name: starter-0, namespace: games}
                status:
                  conditions: [{type: Ready, status: "True"}]
                  containerStatuses:
                    - name: cell-host
                      restartCount: 4
                      state: {waiting: {reason: CrashLoopBackOff}}
                      lastState: {terminated: {exitCode: 137, reason: OOMKilled, finishedAt: "2026-01-01T11:59:00Z"}}
                """, Pod.class);
        observed.hosts.set(0, looping);
        observed.pods.add(looping);

        assertThat(observed.problems())
                .extracting(CheckResult::check, CheckResult::observed, CheckResult::runbook)
                .containsExactly(
                        tuple(
                                "service-pods",
                                "4 restarts, last exit code 137 (OOMKilled)",
                                "docs/runbooks/service-down.md"),
                        tuple(
                                "host-crashes",
                                "4 restarts, last exit code 137 (OOMKilled)",
                                "docs/runbooks/host-crash-loop.md"));
    }

    @Test
    void shouldOnlyWarnOfAPodThatRecovered() {
        observed.pods.add(Serialization.unmarshal("""
                metadata: {name: fleetforge-controller-0, namespace: fleetforge-system}
                status:
                  conditions: [{type: Ready, status: "True"}]
                  containerStatuses:
                    - name: controller-service
                      restartCount: 3
                      state: {running: {}}
                      lastState: {terminated: {exitCode: 70, reason: Error, finishedAt: "2026-01-01T11:59:00Z"}}
                """, Pod.class));

        assertThat(observed.problems())
                .containsExactly(CheckResult.warn(
                        "service-pods",
                        "fleetforge-system/fleetforge-controller-0",
                        "3 restarts, last exit code 70",
                        Runbook.SERVICE_DOWN));
    }

    @Test
    void shouldDistinguishASilentHostFromAFencedOne() {
        observed.hostLeases.set(0, ObservationFixture.lease("games", "starter-0", "2026-01-01T11:59:50.000000Z"));
        assertThat(observed.problems())
                .extracting(CheckResult::severity, CheckResult::runbook)
                .containsExactly(tuple(Severity.WARN, "docs/runbooks/host-fenced.md"));

        observed.hostLeases.set(0, ObservationFixture.lease("games", "starter-0", "2026-01-01T11:59:40.000000Z"));
        assertThat(observed.problems())
                .extracting(CheckResult::severity, CheckResult::runbook)
                .containsExactly(tuple(Severity.BAD, "docs/runbooks/host-down.md"));
    }

    @Test
    void shouldShowTheFiveMostFrequentWarningsOfTheLastQuarterOfAnHour() {
        for (var i = 1; i <= 7; i++) {
            observed.warnings.add(warning("BackOff" + i, i, "2026-01-01T11:50:00Z"));
        }
        observed.warnings.add(warning("BackOff6", 2, "2026-01-01T11:55:00Z"));
        observed.warnings.add(warning("Ancient", 99, "2026-01-01T11:44:00Z"));

        assertThat(observed.problems())
                .allSatisfy(check -> assertThat(check.severity()).isEqualTo(Severity.WARN))
                .extracting(CheckResult::observed)
                .containsExactly(
                        "BackOff6, 8 times, on 2 objects: m",
                        "BackOff7, 7 times, on 1 object: m",
                        "BackOff5, 5 times, on 1 object: m",
                        "BackOff4, 4 times, on 1 object: m",
                        "BackOff3, 3 times, on 1 object: m");
    }

    @Test
    void shouldMapAlertsBySeverityAndKeepTheirRunbooks() {
        observed.alerts = Optional.of(Observed.of(List.of(
                new FiringAlert("Watchdog", "P4", "", "fires always", null),
                new FiringAlert("ScalingLimited", "P3", "games/starter", "held back", "r3"),
                new FiringAlert("WorldNotReady", "P1", "games/starter", "not ready", "r1"))));

        assertThat(observed.problems())
                .containsExactly(
                        new CheckResult("alerts", Severity.BAD, "games/starter", "WorldNotReady (P1): not ready", "r1"),
                        new CheckResult(
                                "alerts", Severity.WARN, "games/starter", "ScalingLimited (P3): held back", "r3"));
    }

    @Test
    void shouldWarnOfAScalingLimitAndOfForbiddenReads() {
        observed.worlds.set(0, ObservationFixture.world("starter", "Ready", 2, """
                - {type: Ready, status: "True"}
                - {type: ScalingLimited, status: "True", reason: MaxCells, message: 4 cells is the limit}
                """));
        observed.alerts = Optional.of(Observed.refused("Prometheus does not answer"));

        assertThat(observed.problems())
                .containsExactly(
                        CheckResult.warn(
                                "scaling", "games/starter", "MaxCells: 4 cells is the limit", Runbook.SCALING_LIMITED),
                        CheckResult.notRead("alerts", "Prometheus does not answer"));
    }

    private static Event warning(String reason, int count, String last) {
        return Serialization.unmarshal("""
                metadata: {name: e, namespace: games}
                involvedObject: {kind: Pod, name: p}
                type: Warning
                reason: %s
                message: m
                count: %d
                lastTimestamp: "%s"
                """.formatted(reason, count, last), Event.class);
    }
}
