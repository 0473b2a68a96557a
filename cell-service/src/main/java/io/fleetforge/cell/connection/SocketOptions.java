package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Limits the kernel buffers of a socket, so that a client that does not read is detected soon. */
@Singleton
class SocketOptions implements HttpServerOptionsCustomizer {

    private final CellConfig config;

    SocketOptions(CellConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(config.play().sendBufferBytes());
    }
}
