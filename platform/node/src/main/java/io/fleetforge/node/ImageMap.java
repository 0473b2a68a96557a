package io.fleetforge.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fleetforge.cluster.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps images to local applications: the mapping file is {@code infra/local/images.yaml}. */
public final class ImageMap {

    private final Path root;
    private final Path file;
    private final Map<String, Entry> entries;

    private ImageMap(Path root, Path file, Map<String, Entry> entries) {
        this.root = root;
        this.file = file;
        this.entries = Map.copyOf(entries);
    }

    private record Images(Map<String, Entry> images) {}

    /** A jar or a plain command. */
    public record Entry(
            @Nullable String jar,
            @Nullable List<String> jvmArgs,
            @Nullable List<String> command) {}

    /** The result of resolving an image. */
    public sealed interface Resolution {
        /** @param jvm whether the command is a JVM that accepts JVM options after its first element */
        record Runnable(List<String> command, boolean jvm) implements Resolution {
            public Runnable {
                command = List.copyOf(command);
            }
        }

        /** The image is not available; the message gives the reason as a kubelet does. */
        record Unknown(String message) implements Resolution {}
    }

    public static ImageMap load(Path root, Path file) {
        try {
            return new ImageMap(
                    root,
                    file,
                    new ObjectMapper(new YAMLFactory())
                            .readValue(file.toFile(), Images.class)
                            .images());
        } catch (IOException e) {
            throw new PlatformException("cannot read the image mapping " + file + ": " + e.getMessage(), e);
        }
    }

    public Resolution resolve(String image) {
        var repository = repository(image);
        var entry = entries.get(repository);
        if (entry == null) {
            return new Resolution.Unknown("image \"" + image + "\": repository \"" + repository + "\" is not in "
                    + root.relativize(file) + ", which lists "
                    + entries.keySet().stream().sorted().toList());
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        if (entry.command() != null) {
            return new Resolution.Runnable(
                    entry.command().stream()
                            .map(argument -> argument.replace("${java}", java))
                            .toList(),
                    false);
        }
        var jar = root.resolve(String.valueOf(entry.jar()));
        if (!Files.isRegularFile(jar)) {
            return new Resolution.Unknown("image \"" + image + "\": " + entry.jar() + " is not built; build it first");
        }
        var command = new ArrayList<String>();
        command.add(java);
        if (entry.jvmArgs() != null) {
            command.addAll(entry.jvmArgs());
        }
        command.add("-jar");
        command.add(jar.toString());
        return new Resolution.Runnable(command, true);
    }

    /** The image without registry path, tag and digest. */
    static String repository(String image) {
        var withoutDigest = image.split("@", 2)[0];
        var last = withoutDigest.substring(withoutDigest.lastIndexOf('/') + 1);
        return last.split(":", 2)[0];
    }
}
