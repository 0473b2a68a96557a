package io.fleetforge.contracts.metric;

import static io.fleetforge.contracts.metric.Service.ALERT_ROUTER;
import static io.fleetforge.contracts.metric.Service.BACKUP;
import static io.fleetforge.contracts.metric.Service.CELL_HOST;
import static io.fleetforge.contracts.metric.Service.CHAOS;
import static io.fleetforge.contracts.metric.Service.CONTROLLER;
import static io.fleetforge.contracts.metric.Shape.counter;
import static io.fleetforge.contracts.metric.Shape.gauge;
import static io.fleetforge.contracts.metric.Shape.seconds;
import static io.fleetforge.contracts.metric.Shape.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every metric of our own. Labels are bounded: a namespace, a world, a topic and small enums; no ids. The series of a world that
 * is gone are gone as well.
 */
@SuppressWarnings("ImmutableEnumChecker") // the collections are List.of and Set.of
public enum Metric {
    WORLDSPECS_TOTAL(
            counter("fleetforge.worldspecs"), by(CONTROLLER), labelled(), "WorldSpecs observed for the first time"),
    WORLDSPECS(gauge("fleetforge.worldspecs.current"), by(CONTROLLER), labelled(), "WorldSpecs that exist now"),
    RECONCILE(
            times("fleetforge.reconcile.duration", .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 30),
            by(CONTROLLER),
            labelled("outcome"),
            "One reconcile of one WorldSpec; outcome is success, refused (the spec cannot be met) or error"),
    WORLD_READY(gauge("fleetforge.world.ready"), by(CONTROLLER), ofWorld(), "1 while condition Ready is True"),
    WORLD_READY_DURATION(
            times("fleetforge.world.ready.duration", 1, 2.5, 5, 10, 20, 30, 60),
            by(CONTROLLER),
            labelled(),
            "From the first sight of a generation of a WorldSpec to condition Ready of that generation, of every world"),
    CELLS(
            gauge("fleetforge.cells"),
            by(CONTROLLER),
            ofWorld("state"),
            "Cells; state is desired (in the record) or running (reported by its host)"),
    CELL_TRANSITIONS(
            counter("fleetforge.cell.transitions"),
            by(CONTROLLER, CELL_HOST),
            ofWorld("transition"),
            "Steps in the life of cells: launch, split, merge, move, recover, retire as decided; cell_ready, cell_released,"
                    + " cell_failed as done"),
    OPERATION_DURATION(
            times("fleetforge.operation.duration", .5, 1, 2.5, 5, 8, 10, 20, 30, 60),
            by(CONTROLLER),
            labelled("operation"),
            "From the decision until every cell of the world runs, of every world; operation as in cell transitions"),
    OPERATION_OLDEST(
            seconds("fleetforge.operation.oldest"),
            by(CONTROLLER),
            ofWorld(),
            "Age of the oldest operation that is decided and not completed on every host; 0 when none is"),
    SCALING_DECISIONS(
            counter("fleetforge.scaling.decisions"),
            by(CONTROLLER),
            ofWorld("result", "reason"),
            "Scaling decisions; result is split, merge or blocked, reason is Load, Limit (minCells, maxCells) or the"
                    + " blocking guard. A blocked proposal counts once, until it is carried out, ends or changes"),
    SCALING_BLOCKED(
            gauge("fleetforge.scaling.blocked"), by(CONTROLLER), ofWorld(), "Reasons that block scaling proposals now"),
    HOSTS(
            gauge("fleetforge.hosts"),
            by(CONTROLLER),
            ofWorld("state"),
            "Host pods; state is ready, starting, deleting, terminal, or missing (listed and without a pod)"),
    HOST_REPLACEMENTS(
            counter("fleetforge.host.replacements"),
            by(CONTROLLER),
            ofWorld(),
            "Failed host processes that were replaced under the same name"),
    LEADING(gauge("fleetforge.leader"), by(CONTROLLER, BACKUP, CHAOS), labelled(), "1 while this process leads"),

    SESSIONS(gauge("fleetforge.sessions"), by(CELL_HOST), ofWorld(), "Sessions on this host"),
    SESSION_ENDS(
            counter("fleetforge.session.ends"),
            by(CELL_HOST),
            ofWorld("reason"),
            "Sessions that ended here; reason as in the session's event, Left and Idle first of all"),
    SESSIONS_LOST(
            counter("fleetforge.sessions.lost"),
            by(CELL_HOST),
            ofWorld(),
            "Unreadable session records during recovery: a session may be lost"),
    SESSION_HANDOFF(
            times("fleetforge.session.handoff", .01, .05, .1, .25, .5, 1, 2.5, 5, 10),
            by(CELL_HOST),
            ofWorld(),
            "From the release of a session by its sender to its adoption here; by the clocks of both hosts"),
    TICK_LATENESS(
            times("fleetforge.cell.tick.lateness", .0001, .001, .002, .005, .01, .025, .05, .25),
            by(CELL_HOST),
            ofWorld(),
            "How late ticks start"),
    TICK_DURATION(
            times("fleetforge.cell.tick.duration", .0001, .001, .002, .005, .01, .025, .05, .25),
            by(CELL_HOST),
            ofWorld(),
            "How long ticks take"),
    TICKS_SKIPPED(
            counter("fleetforge.cell.ticks.skipped"),
            by(CELL_HOST),
            ofWorld(),
            "Ticks that late workers skipped: the time of their cells passed slower (time dilation)"),
    CHECKPOINT_AGE(
            seconds("fleetforge.checkpoint.age"),
            by(CELL_HOST),
            ofWorld(),
            "Age of the oldest among the newest checkpoints of the cells here; 0 without cells, absent where nothing is kept"),
    CHECKPOINT_INTERVAL(
            seconds("fleetforge.checkpoint.interval"),
            by(CELL_HOST),
            ofWorld(),
            "Checkpoint interval of the WorldSpec"),
    PLAY_SOCKETS(gauge("fleetforge.play.sockets"), by(CELL_HOST), ofWorld(), "Connected sockets of players"),
    PLAY_FRAMES(
            counter("fleetforge.play.frames"),
            by(CELL_HOST),
            ofWorld("direction"),
            "Frames of the player edge; direction is in or out"),
    PLAY_REFUSED(
            counter("fleetforge.play.refused"),
            by(CELL_HOST),
            ofWorld("reason"),
            "Inputs of players that were refused; reason is a code of PROTOCOL.md"),
    PLAY_SLOW_READERS(
            counter("fleetforge.play.slow.readers"),
            by(CELL_HOST),
            ofWorld(),
            "Sockets closed because their client read nothing for too long"),
    OUTBOX_OLDEST(
            seconds("fleetforge.outbox.oldest"),
            by(CELL_HOST),
            ofWorld(),
            "Age of the oldest session record in flight to Kafka; 0 when none is"),
    FENCE_CLOSED(
            gauge("fleetforge.fence.closed"),
            by(CELL_HOST),
            ofWorld(),
            "1 while this host is self-fenced, because neither its Lease nor its telemetry succeeded"),

    MESSAGES_RECEIVED(
            counter("fleetforge.messages.received"),
            allServices(),
            labelled("topic"),
            "Records or batches read off a topic"),
    DEAD_LETTERS(
            counter("fleetforge.dead.letters"),
            allServices(),
            labelled("topic"),
            "Records that were dead-lettered, by their original topic"),
    OLDEST_UNPROCESSED(
            seconds("fleetforge.messages.oldest.unprocessed"),
            allServices(),
            labelled("topic"),
            "Age of the oldest record that is being processed, by its timestamp; 0 when none is"),
    TOPIC_DIFFERENCE(
            gauge("fleetforge.topic.difference"),
            allServices(),
            labelled("topic"),
            "0 while a topic is as declared, 1 while a setting differs, 2 while one differs so that state can be lost"),
    ALERTS_RECEIVED(
            counter("fleetforge.alerts.received"),
            by(ALERT_ROUTER),
            labelled("source"),
            "Alerts that were accepted; source is alertmanager, api, event or heartbeat"),
    ALERTS_FIRING(
            gauge("fleetforge.alerts.firing"),
            by(ALERT_ROUTER),
            labelled(),
            "Firing alerts, as this instance knows them"),
    ALERT_PARTITIONS(
            gauge("fleetforge.alert.partitions.owned"),
            by(ALERT_ROUTER),
            labelled(),
            "Partitions of groups and incidents that this instance owns"),
    NOTIFICATIONS(
            counter("fleetforge.notifications"),
            by(ALERT_ROUTER),
            labelled("integration", "outcome"),
            "Messages to receivers; integration is webhook, slack, pagerduty or email, outcome is delivered or failed"),
    NOTIFICATION_DURATION(
            times("fleetforge.notification.duration", .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60),
            by(ALERT_ROUTER),
            labelled("integration"),
            "From the decision to notify to the delivery, retries included"),
    NOTIFICATION_DELAY(
            times("fleetforge.notification.delay", .01, .025, .05, .1, .25, .5, 1, 5, 30),
            by(ALERT_ROUTER),
            labelled(),
            "Delay of the flush of a group after it was due"),
    NOTIFICATION_OLDEST(
            seconds("fleetforge.notification.oldest"),
            by(ALERT_ROUTER),
            labelled(),
            "Age of the oldest undelivered notification, as this instance knows; 0 without one"),
    INCIDENTS(
            gauge("fleetforge.incidents"),
            by(ALERT_ROUTER),
            labelled("state"),
            "Active incidents; state is open, acknowledged or mitigated"),
    INCIDENT_ACKNOWLEDGED(
            times("fleetforge.incident.acknowledge.duration", 30, 60, 120, 300, 600, 900, 1800, 3600),
            by(ALERT_ROUTER),
            labelled("severity"),
            "From the opening of an incident to its acknowledgement"),
    INCIDENT_RESOLVED(
            times("fleetforge.incident.resolve.duration", 60, 300, 900, 1800, 3600, 14400, 43200, 86400),
            by(ALERT_ROUTER),
            labelled("severity"),
            "From the opening of an incident to its end");

    private final Shape shape;
    private final Set<Service> services;
    private final List<String> labels;
    private final String meaning;

    Metric(Shape shape, Set<Service> services, List<String> labels, String meaning) {
        this.shape = shape;
        this.services = services;
        this.labels = labels;
        this.meaning = meaning;
    }

    public Shape shape() {
        return shape;
    }

    /** The services that expose it. */
    public Set<Service> services() {
        return services;
    }

    /** Names of its labels, beside those that Prometheus adds when it scrapes. */
    public List<String> labels() {
        return labels;
    }

    public String meaning() {
        return meaning;
    }

    private static Set<Service> by(Service... services) {
        return Set.of(services);
    }

    private static Set<Service> allServices() {
        return Set.of(Service.values());
    }

    private static List<String> labelled(String... names) {
        return List.of(names);
    }

    private static List<String> ofWorld(String... names) {
        var labels = new ArrayList<>(List.of("namespace", "world"));
        labels.addAll(List.of(names));
        return List.copyOf(labels);
    }
}
