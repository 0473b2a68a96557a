package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The port of players: the same routes as the other port, of them only those of players, so that a load balancer or a Gateway exposes
 * neither metrics nor health nor the cells of the host. The host is not ready before it is open. Thread-safe.
 */
@Singleton
@Readiness
class PlayerServer implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(PlayerServer.class);

    /** As a whole: a path that only normalises to one of these is none of them. */
    private static final Pattern PLAYER_PATHS =
            Pattern.compile("/api/v1/(play|sessions(/[A-Za-z0-9_-]{1,64}(/resume|/position)?)?)");

    private static final String NOT_FOUND = "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"this port has the player API only: /api/v1/play and /api/v1/sessions\"}";

    /** Of the connections that open files allow, for the other port. */
    private static final int OPERATORS_PART = 4;

    private final Vertx vertx;
    private final int port;
    private final BoundedConnections connections;
    private volatile boolean open;

    PlayerServer(
            Vertx vertx,
            CellConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-connections") int maxConnections) {
        this.vertx = vertx;
        this.port = config.playersPort();
        this.connections = new BoundedConnections(maxConnections - maxConnections / OPERATORS_PART);
    }

    /** Opens the port with the options of the other one, on as many event loops. */
    void start(@ObservesAsync HttpServerStart started) {
        var options = new HttpServerOptions(started.options()).setPort(port);
        vertx.deployVerticle(
                () -> new Listener(options, connections),
                new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE),
                deployed -> {
                    open = deployed.succeeded();
                    if (deployed.failed()) {
                        LOG.errorf(
                                deployed.cause(),
                                "port %d of players was not opened (fleetforge.cell.players-port); the host stays not ready",
                                port);
                    }
                });
    }

    /** Whether players may use {@code path}, as it is in the request line. */
    static boolean isOfPlayers(String path) {
        return PLAYER_PATHS.matcher(path).matches();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("players-port")
                .status(open)
                .withData("port", port)
                .build();
    }

    private static void route(HttpServerRequest request) {
        var path = request.path();
        if (path != null && isOfPlayers(path)) {
            VertxHttpRecorder.getRootHandler().handle(request);
        } else {
            request.response()
                    .setStatusCode(HttpURLConnection.HTTP_NOT_FOUND)
                    .putHeader("Content-Type", "application/problem+json")
                    .end(NOT_FOUND);
        }
    }

    /** One event loop's share of the port. */
    private static final class Listener extends AbstractVerticle {

        private final HttpServerOptions options;
        private final BoundedConnections connections;

        Listener(HttpServerOptions options, BoundedConnections connections) {
            this.options = options;
            this.connections = connections;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options)
                    .connectionHandler(connections)
                    .requestHandler(PlayerServer::route)
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
