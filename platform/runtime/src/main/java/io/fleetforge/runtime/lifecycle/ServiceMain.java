package io.fleetforge.runtime.lifecycle;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Entry of every service: {@code --version} and {@code --help} answer at once, anything else starts the server. The locale is
 * the root locale, whatever the environment or {@code -Duser.language} sets: log messages and libraries use the default one.
 */
public final class ServiceMain {

    private ServiceMain() {}

    /**
     * Prints {@code <name> <version> (<commit>)} for {@code --version}.
     *
     * @param name application name, the same as the image's
     * @param commandLine as the process got it
     */
    @SuppressWarnings("SystemOut")
    public static void run(String name, String... commandLine) {
        Locale.setDefault(Locale.ROOT);
        var arguments = List.of(commandLine);
        if (arguments.contains("--version")) {
            System.out.println(name + " " + version());
            return;
        }
        if (arguments.contains("--help")) {
            System.out.println("usage: " + name + " [--version] [--help]\n"
                    + "Serves HTTP on QUARKUS_HTTP_HOST:8080 (health under /q/health, metrics on /metrics).\n"
                    + "Kafka: KAFKA_BOOTSTRAP_SERVERS. Log level: QUARKUS_LOG_LEVEL. Traces:"
                    + " QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT.");
            return;
        }
        Quarkus.run(commandLine);
    }

    private static String version() {
        var properties = new Properties();
        try (InputStream in = ServiceMain.class.getResourceAsStream("/fleetforge-version.properties")) {
            if (in != null) {
                properties.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("fleetforge-version.properties is unreadable", e);
        }
        return properties.getProperty("version", "unknown") + " (" + properties.getProperty("commit", "unknown") + ")";
    }
}
