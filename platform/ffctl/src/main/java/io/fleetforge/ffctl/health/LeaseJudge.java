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

/** Whether those who lead, and those who run cells, prove that they live. */
public final class LeaseJudge {

    /** Services that elect a leader; the Lease has the service's name. The alert-router elects none. */
    public static final List<String> LED = List.of("fleetforge-controller", "fleetforge-backup", "fleetforge-chaos");

    /** The next leader is there within 5 s, so this is no failover any more. */
    public static final Duration LEADERLESS = Duration.ofSeconds(20);

    private LeaseJudge() {}

    /** Whether somebody should look again, a renewal later: by the clock of this machine it is old, or of the future. */
    public static boolean isDoubtful(SeenLease lease, Instant now) {
        return lease.holder().isPresent() && !lease.isFresh(now, FencingTimes.STOP);
    }

    static List<Check> leaders(Seen<SeenLease> seen, Instant now) {
        return seen.judge(
                "leaders",
                leases -> LED.stream()
                        .map(service -> leases.stream()
                                .filter(lease -> lease.name().equals(service))
                                .findFirst()
                                .map(lease -> leader(lease, now))
                                .orElseGet(() -> Check.bad(
                                        "leaders", service, "there is no Lease", Runbook.FLEETFORGE_LEADERLESS)))
                        .toList());
    }

    private static Check leader(SeenLease lease, Instant now) {
        var holder = lease.holder();
        if (holder.isEmpty()) {
            return Check.bad("leaders", lease.name(), "nobody holds the Lease", Runbook.FLEETFORGE_LEADERLESS);
        }
        return lease.isFresh(now, LEADERLESS)
                ? new Check("leaders", Verdict.OK, lease.name(), holder.get() + " leads", null)
                : Check.bad(
                        "leaders",
                        lease.name(),
                        holder.get() + " holds the Lease and last renewed it " + ago(lease, now),
                        Runbook.FLEETFORGE_LEADERLESS);
    }

    /** Only hosts that a topology lists count: others are gone, or not begun. */
    static List<Check> hosts(WorldsSeen seen, Instant now) {
        var refusal = seen.topologies().refusal();
        if (refusal != null) {
            return List.of(Check.unseen("host-leases", refusal));
        }
        return seen.leases().judge("host-leases", leases -> {
            var byName = leases.stream()
                    .collect(Collectors.toMap(
                            lease -> lease.namespace() + "/" + lease.name(), lease -> lease, (one, other) -> one));
            var checks = new ArrayList<Check>();
            var hosts = seen.topologies().items().stream()
                    .flatMap(topology -> hosts(topology).stream())
                    .toList();
            hosts.forEach(host -> host(host, byName, now).ifPresent(checks::add));
            return checks.isEmpty()
                    ? List.of(Check.ok("host-leases", Counts.say(hosts.size(), "host") + " listed, none is silent"))
                    : checks;
        });
    }

    private static List<String> hosts(WorldTopology topology) {
        return topology.getSpec().hosts().stream()
                .map(host -> topology.getMetadata().getNamespace() + "/" + host.name())
                .toList();
    }

    private static Optional<Check> host(String host, Map<String, SeenLease> leases, Instant now) {
        var lease = leases.get(host);
        if (lease == null || lease.holder().isEmpty() || lease.isFresh(now, FencingTimes.STOP)) {
            return Optional.empty(); // nobody has begun, or it was given back in order: its pod tells more
        }
        var said = "last renewed " + ago(lease, now) + "; it is replaced after " + FencingTimes.TAKE.toSeconds()
                + "s without any proof";
        return Optional.of(
                lease.isFresh(now, FencingTimes.TAKE)
                        ? Check.warn("host-leases", host, said, Runbook.HOST_FENCED)
                        : Check.bad("host-leases", host, said, Runbook.HOST_DOWN));
    }

    private static String ago(SeenLease lease, Instant now) {
        return lease.age(now).map(age -> Ages.say(age) + " ago").orElse("never");
    }
}
