package io.fleetforge.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.images.PreparedService;
import io.fleetforge.images.ShippedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps images to what runs in their place: the services of the checkout as they are in their images, and the commands of the mapping file
 * {@code infra/local/images.yaml}.
 */
public final class ImageMap {

    private final Path root;
    private final Path file;
    private final Map<String, Entry> entries;
    private final Function<ShippedService, Optional<PreparedService>> services;

    private ImageMap(
            Path root,
            Path file,
            Map<String, Entry> entries,
            Function<ShippedService, Optional<PreparedService>> services) {
        this.root = root;
        this.file = file;
        this.entries = Map.copyOf(entries);
        this.services = services;
    }

    private record Images(Map<String, Entry> images) {}

    /** Further JVM options of a service, or a plain command. */
    public record Entry(
            @Nullable List<String> jvmArgs, @Nullable List<String> command) {}

    /** The result of resolving an image. */
    public sealed interface Resolution {
        /** The image is available. */
        sealed interface Runnable extends Resolution {}

        /** @param jvmArguments besides those of the image */
        record Service(PreparedService service, List<String> jvmArguments) implements Runnable {
            public Service {
                jvmArguments = List.copyOf(jvmArguments);
            }
        }

        /** A program of this machine. */
        record Command(List<String> command) implements Runnable {
            public Command {
                command = List.copyOf(command);
            }
        }

        /** The image is not available; the message gives the reason as a kubelet does. */
        record Unknown(String message) implements Resolution {}
    }

    /**
     * @param root the checkout
     * @param file of the mapping
     * @param services as they are built now
     */
    public static ImageMap load(Path root, Path file, Function<ShippedService, Optional<PreparedService>> services) {
        try {
            return new ImageMap(
                    root,
                    file,
                    new ObjectMapper(new YAMLFactory())
                            .readValue(file.toFile(), Images.class)
                            .images(),
                    services);
        } catch (IOException e) {
            throw new PlatformException("cannot read the image mapping " + file + ": " + e.getMessage(), e);
        }
    }

    /** What runs in place of {@code image}. */
    public Resolution resolve(String image) {
        try {
            return find(image);
        } catch (PlatformException e) { // a service that is not built
            return new Resolution.Unknown("image \"" + image + "\": " + e.getMessage());
        }
    }

    private Resolution find(String image) {
        var repository = repository(image);
        var entry = entries.get(repository);
        var service = ShippedService.of(repository).flatMap(services);
        if (service.isPresent()) {
            var arguments = entry == null ? null : entry.jvmArgs();
            return new Resolution.Service(service.get(), arguments == null ? List.of() : arguments);
        }
        if (entry == null || entry.command() == null) {
            return new Resolution.Unknown("image \"" + image + "\": repository \"" + repository
                    + "\" is neither a service nor a command of " + root.relativize(file) + ", which lists "
                    + entries.keySet().stream().sorted().toList());
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Resolution.Command(entry.command().stream()
                .map(argument -> argument.replace("${java}", java))
                .toList());
    }

    /** The image without registry path, tag and digest. */
    static String repository(String image) {
        var withoutDigest = image.split("@", 2)[0];
        var last = withoutDigest.substring(withoutDigest.lastIndexOf('/') + 1);
        return last.split(":", 2)[0];
    }
}
