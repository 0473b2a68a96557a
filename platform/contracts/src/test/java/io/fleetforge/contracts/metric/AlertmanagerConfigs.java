package io.fleetforge.contracts.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The three configurations of Alertmanager: in a cluster, on the local platform, and with the fallback receiver. */
final class AlertmanagerConfigs {

    static final String BASE = "infra/observability/base/alertmanager-config.yaml";
    static final String LOCAL = "infra/observability/local/alertmanager.yml";
    static final String FALLBACK_RECEIVER = "infra/observability/components/fallback-receiver/alertmanager-config.yaml";
    static final List<String> ALL = List.of(BASE, LOCAL, FALLBACK_RECEIVER);

    private static final String FALLBACK_BEGIN = "# fallback receiver {";
    private static final String FALLBACK_END = "# fallback receiver }";

    private AlertmanagerConfigs() {}

    /** The lines that all configurations have in common, with one address and one token. */
    static List<String> common(Path file) throws IOException {
        var common = new ArrayList<String>();
        var inFallback = false;
        for (var line : Files.readAllLines(file)) {
            if (line.endsWith(FALLBACK_BEGIN)) {
                inFallback = true;
            } else if (line.endsWith(FALLBACK_END)) {
                inFallback = false;
            } else if (!inFallback && !line.startsWith("#") && !line.contains("# With the token of")) {
                common.add(line.replaceAll("(url: http://)[^/]*/", "$1alert-router/")
                        .replaceAll("(credentials_file: ).*", "$1token"));
            }
        }
        return common;
    }

    /** Releases before 0.26 have no {@code url_file} for webhooks, and placeholders are no host. */
    static String forAmtool(Path file) throws IOException {
        return Files.readString(file)
                .replaceAll("url_file: .*", "url: http://fallback-receiver/")
                .replace("${ALERT_ROUTER}", "alert-router");
    }
}
