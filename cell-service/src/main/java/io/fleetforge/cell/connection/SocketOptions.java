package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Keeps what the kernel holds for one socket small, so that a client that does not read is seen soon. */
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
