package io.fleetforge.images;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The services that ship as images. */
public enum ShippedService {
    CONTROLLER("fleetforge-controller", "controller-service"),
    CELL("fleetforge-cell", "cell-service"),
    ALERT_ROUTER("fleetforge-alert-router", "alert-router"),
    BACKUP("fleetforge-backup", "backup-service"),
    CHAOS("fleetforge-chaos", "chaos-service");

    private final String repository;
    private final String module;

    ShippedService(String repository, String module) {
        this.repository = repository;
        this.module = module;
    }

    /** The service whose image has the name {@code repository}; empty when it is none of them. */
    public static Optional<ShippedService> of(String repository) {
        return Arrays.stream(values())
                .filter(service -> service.repository.equals(repository))
                .findFirst();
    }

    /** Name of the image, without registry and tag. */
    public String repository() {
        return repository;
    }

    /** Folder of its sources in the checkout. */
    public String module() {
        return module;
    }

    /** What Quarkus built. */
    Path application(Path root) {
        return root.resolve(module).resolve("target/quarkus-app");
    }

    /** JVM options of the image, an argument file of {@code java}. */
    Path jvmOptions(Path root) {
        return root.resolve(module).resolve("src/main/image/" + PreparedService.OPTIONS);
    }
}
