package io.fleetforge.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service that can start, in the folder layout of its image.
 *
 * @param runtime of the image
 * @param folder working folder of the image: the application, its JVM options and the AOT cache
 * @param aotCache trained with this very runtime and application; empty when AOT caches are off
 */
public record PreparedService(ShippedService service, JavaRuntime runtime, Path folder, Optional<Path> aotCache) {

    /** Name of the file with the JVM options. */
    static final String OPTIONS = "jvm.options";

    static final String AOT_CACHE = "app.aot";
    static final String JAR = "quarkus-run.jar";

    /**
     * The command that the image starts, with the paths of this machine. An AOT cache that does not fit ends the process with a message;
     * in an image it is left out with a warning.
     *
     * @param jvmArguments further options; they override those of the image
     * @param memoryLimit bytes that the process may use, for a machine that does not enforce them; the options are shares of it
     */
    public List<String> command(List<String> jvmArguments, OptionalLong memoryLimit) {
        var command = new ArrayList<String>();
        command.add(runtime.java().toString());
        command.add("@" + folder.resolve(OPTIONS));
        memoryLimit.ifPresent(bytes -> command.add("-XX:MaxRAM=" + bytes));
        aotCache.ifPresent(cache -> {
            command.add("-XX:AOTMode=on");
            command.add("-XX:AOTCache=" + cache);
        });
        command.addAll(jvmArguments);
        command.add("-jar");
        command.add(folder.resolve(JAR).toString());
        return List.copyOf(command);
    }
}
