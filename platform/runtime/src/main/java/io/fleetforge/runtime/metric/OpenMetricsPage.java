package io.fleetforge.runtime.metric;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a scraper that prefers OpenMetrics in that format, the only one with exemplars. Quarkus chooses the plain one whenever it is
 * accepted at all, which every Prometheus does for older targets. Exemplars stay on buckets and counters; Prometheus
 * refuses a whole page that has one on a {@code _count}, where Micrometer writes them as well.
 */
@ApplicationScoped
public class OpenMetricsPage {

    private static final String ACCEPT = "Accept";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String FORMAT = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final Pattern MISPLACED_EXEMPLAR = Pattern.compile(
            "(?m)^(?![a-zA-Z0-9_:]*(?:_bucket|_total)[{ ])([a-zA-Z0-9_:]+(?:\\{.*\\})? [-+.0-9a-zA-Z]+) # \\{.*$");
    private static final int PRIORITY = 100;

    private final String path;
    private final PrometheusMeterRegistry registry;

    public OpenMetricsPage(
            @ConfigProperty(name = "quarkus.micrometer.export.prometheus.path", defaultValue = "/q/metrics")
                    String path,
            PrometheusMeterRegistry registry) {
        this.path = path;
        this.registry = registry;
    }

    void register(@Observes Filters filters) {
        filters.register(this::answer, PRIORITY);
    }

    private void answer(RoutingContext request) {
        var accept = request.request().getHeader(ACCEPT);
        if (accept == null
                || !accept.startsWith(OPEN_METRICS)
                || !path.equals(request.request().path())) {
            request.next();
            return;
        }
        request.vertx()
                .executeBlocking(() -> withoutMisplacedExemplars(registry.scrape(FORMAT)), false)
                .onComplete(page -> {
                    if (page.succeeded()) {
                        request.response().putHeader("Content-Type", FORMAT).end(page.result());
                    } else {
                        request.fail(page.cause());
                    }
                });
    }

    static String withoutMisplacedExemplars(String page) {
        return MISPLACED_EXEMPLAR.matcher(page).replaceAll("$1");
    }
}
