package io.fleetforge.ffctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetforge.ffctl.cluster.AlertRouter;
import io.fleetforge.ffctl.cluster.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Base of the commands that call alert-router. */
abstract class AlertRouterCommand extends ClusterCommand {

    @Option(
            names = "--alert-router",
            paramLabel = "URL",
            description = "address of alert-router (default: $FFCTL_ALERT_ROUTER, else one of its pods)")
    @Nullable
    String alertRouter;

    @Override
    final int run(Cluster cluster) {
        return run(AlertRouter.of(cluster, address(alertRouter, "FFCTL_ALERT_ROUTER", Optional.empty())));
    }

    abstract int run(AlertRouter router);

    static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** A field's text, or a dash. */
    static String text(JsonNode node, String field) {
        var value = node.path(field).asText("");
        return value.isEmpty() ? "-" : value;
    }
}
