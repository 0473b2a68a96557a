package io.fleetforge.local.cli;

import io.fleetforge.cluster.Progress;
import io.fleetforge.images.ImageArchives;
import io.fleetforge.images.ShippedService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code images}: builds the images of the services without a container engine. */
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description =
                "Builds the images of the services as OCI archives in target/images, without a container engine: docs/images.md.")
final class ImagesCommand extends Terminal implements Callable<Integer> {

    private static final double MIB = 1 << 20;

    @Parameters(
            arity = "0..*",
            paramLabel = "SERVICE",
            completionCandidates = Repositories.class,
            description = "images to build (default: all): ${COMPLETION-CANDIDATES}")
    List<String> services = List.of();

    @Option(
            names = "--base",
            paramLabel = "IMAGE@sha256:DIGEST",
            description =
                    "image of the lowest layers; without it they are assembled from a Debian package of this machine")
    @Nullable
    String base;

    @Option(
            names = {"-o", "--output"},
            description = "text or json",
            defaultValue = "text")
    Format format;

    /** Names of all images. */
    static final class Repositories extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Repositories() {
            super(Arrays.stream(ShippedService.values())
                    .map(ShippedService::repository)
                    .toList());
        }
    }

    @Override
    public Integer call() {
        var wanted = services.isEmpty()
                ? List.of(ShippedService.values())
                : services.stream().map(this::service).toList();
        if (base != null && !ImageArchives.isPinned(base)) {
            throw new ParameterException(
                    main.spec.commandLine(),
                    "--base is " + base
                            + "; it must name a digest, as IMAGE@sha256:64-HEX-DIGITS: scripts/resolve-digests.sh");
        }
        var root = checkout().root();
        var steps = Progress.lines(main.spec.commandLine().getErr()::println);
        var built = new ImageArchives(root, Optional.ofNullable(base), steps).build(wanted);
        if (format == Format.JSON) {
            println(json(built.stream().map(ImagesCommand::fields).toList()));
            return 0;
        }
        for (var image : built) {
            println(String.format(
                    Locale.ROOT, "%-36s %7.1f MiB  %s", image.name(), image.bytes() / MIB, image.digest()));
        }
        println("in " + root.resolve("target/images"));
        return 0;
    }

    private ShippedService service(String name) {
        return ShippedService.of(name)
                .orElseThrow(() -> new ParameterException(
                        main.spec.commandLine(), "there is no image " + name + "; one of " + new Repositories()));
    }

    private static Map<String, Object> fields(ImageArchives.Built image) {
        return Map.of(
                "name", image.name(),
                "archive", image.archive().toString(),
                "digest", image.digest(),
                "bytes", image.bytes(),
                "version", image.version());
    }
}
