package io.fleetforge.cell.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundedConnectionsTest {

    private final BoundedConnections connections = new BoundedConnections(2);

    @Test
    void shouldCloseTheConnectionAboveTheLimitAndAcceptOneAgainWhenAnotherEnds() {
        var first = accepted();
        var second = accepted();
        var third = accepted();
        assertThat(first.isClosed).isFalse();
        assertThat(second.isClosed).isFalse();
        assertThat(third.isClosed).isTrue();

        first.end();

        assertThat(accepted().isClosed).isFalse();
        assertThat(accepted().isClosed).isTrue();
    }

    private Connection accepted() {
        var connection = new Connection();
        connections.handle(connection.asHttp());
        return connection;
    }

    /** What a connection is asked for. */
    private static final class Connection {
        private boolean isClosed;
        private @Nullable Handler<Void> atEnd;

        HttpConnection asHttp() {
            return (HttpConnection) Proxy.newProxyInstance(
                    HttpConnection.class.getClassLoader(),
                    new Class<?>[] {HttpConnection.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "close" -> {
                            isClosed = true;
                            yield Future.succeededFuture();
                        }
                        case "closeHandler" -> {
                            atEnd = handler(arguments[0]);
                            yield proxy;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        @SuppressWarnings("unchecked") // the only argument of closeHandler
        private static Handler<Void> handler(Object argument) {
            return (Handler<Void>) argument;
        }

        void end() {
            assertThat(atEnd).isNotNull();
            if (atEnd != null) {
                atEnd.handle(null);
            }
        }
    }
}
