package io.fleetforge.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PreparedServiceTest {

    private final JavaRuntime runtime = new JavaRuntime(Path.of("/opt/java"), "25", "0");

    @Test
    void shouldStartWithTheOptionsOfTheImageTheLimitAndTheAotCache() {
        var service = new PreparedService(
                ShippedService.CELL, runtime, Path.of("/work"), Optional.of(Path.of("/work/app.aot")));

        assertThat(service.command(List.of("-Da=b"), OptionalLong.of(1024)))
                .containsExactly(
                        "/opt/java/bin/java",
                        "@/work/jvm.options",
                        "-XX:MaxRAM=1024",
                        "-XX:AOTMode=on",
                        "-XX:AOTCache=/work/app.aot",
                        "-Da=b",
                        "-jar",
                        "/work/quarkus-run.jar");
    }

    @Test
    void shouldStartWithoutLimitAndAotCache() {
        var service = new PreparedService(ShippedService.CELL, runtime, Path.of("/work"), Optional.empty());

        assertThat(service.command(List.of(), OptionalLong.empty()))
                .containsExactly("/opt/java/bin/java", "@/work/jvm.options", "-jar", "/work/quarkus-run.jar");
    }
}
