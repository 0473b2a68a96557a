package io.fleetforge.ffctl.health;

import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.render.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether leaders and cell hosts renew their Leases. */
public final class LeaseCheck {

    /** Services that elect a leader; the Lease has the service's name. The alert-router elects none. */
    public static final List<String> ELECTING_SERVICES =
            List.of("fleetforge-controller", "fleetforge-backup", "fleetforge-chaos");

    /** A failover ends within 5 s; a longer gap is none. */
    public static final Duration LEADERLESS_AFTER = Duration.ofSeconds(20);

    private LeaseCheck() {}

    /** Whether to read again one renewal later: by the clock of this machine the renewal is old, or in the future. */
    public static boolean needsSecondRead(ObservedLease lease, Instant now) {
        return lease.holder().isPresent() && !lease.isFresh(now, FencingTimes.RENEW_DEADLINE);
    }

    static List<CheckResult> leaders(Observed<ObservedLease> observed, Instant now) {
        return observed.check(
                "leaders",
                leases -> ELECTING_SERVICES.stream()
                        .map(service -> leases.stream()
                                .filter(lease -> lease.name().equals(service))
                                .findFirst()
                                .map(lease -> leader(lease, now))
                                .orElseGet(() -> CheckResult.bad(
                                        "leaders", service, "there is no Lease", Runbook.FLEETFORGE_LEADERLESS)))
                        .toList());
    }

    private static CheckResult leader(ObservedLease lease, Instant now) {
        var holder = lease.holder();
        if (holder.isEmpty()) {
            return CheckResult.bad("leaders", lease.name(), "the Lease has no holder", Runbook.FLEETFORGE_LEADERLESS);
        }
        return lease.isFresh(now, LEADERLESS_AFTER)
                ? new CheckResult("leaders", Severity.OK, lease.name(), holder.get() + " leads", null)
                : CheckResult.bad(
                        "leaders",
                        lease.name(),
                        holder.get() + " holds the Lease and renewed it " + ago(lease, now),
                        Runbook.FLEETFORGE_LEADERLESS);
    }

    /** Checks hosts that a topology lists; others have stopped or not started. */
    static List<CheckResult> hosts(ObservedWorlds observed, Instant now) {
        var refusal = observed.topologies().refusal();
        if (refusal != null) {
            return List.of(CheckResult.notRead("host-leases", refusal));
        }
        return observed.leases().check("host-leases", leases -> {
            var byName = leases.stream()
                    .collect(Collectors.toMap(
                            lease -> lease.namespace() + "/" + lease.name(), lease -> lease, (one, other) -> one));
            var checks = new ArrayList<CheckResult>();
            var hosts = observed.topologies().items().stream()
                    .flatMap(topology -> hosts(topology).stream())
                    .toList();
            hosts.forEach(host -> host(host, byName, now).ifPresent(checks::add));
            return checks.isEmpty()
                    ? List.of(CheckResult.ok(
                            "host-leases", Counts.format(hosts.size(), "host") + " listed, all renew their Leases"))
                    : checks;
        });
    }

    private static List<String> hosts(WorldTopology topology) {
        return topology.getSpec().hosts().stream()
                .map(host -> topology.getMetadata().getNamespace() + "/" + host.name())
                .toList();
    }

    private static Optional<CheckResult> host(String host, Map<String, ObservedLease> leases, Instant now) {
        var lease = leases.get(host);
        if (lease == null || lease.holder().isEmpty() || lease.isFresh(now, FencingTimes.RENEW_DEADLINE)) {
            return Optional.empty(); // not acquired yet, or released in order: the check of its pod covers it
        }
        var observed = "last renewed " + ago(lease, now) + "; it is replaced after "
                + FencingTimes.TAKEOVER_TIMEOUT.toSeconds() + "s without a heartbeat";
        return Optional.of(
                lease.isFresh(now, FencingTimes.TAKEOVER_TIMEOUT)
                        ? CheckResult.warn("host-leases", host, observed, Runbook.HOST_FENCED)
                        : CheckResult.bad("host-leases", host, observed, Runbook.HOST_DOWN));
    }

    private static String ago(ObservedLease lease, Instant now) {
        return lease.age(now).map(age -> Ages.format(age) + " ago").orElse("never");
    }
}
