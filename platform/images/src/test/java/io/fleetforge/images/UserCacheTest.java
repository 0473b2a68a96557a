package io.fleetforge.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCacheTest {

    private static final String FIRST = "0000000000000001";

    @TempDir
    Path folder;

    @Test
    void shouldBuildAnEntryOnce() {
        var builds = new AtomicInteger();
        var cache = new UserCache(folder);

        for (var i = 0; i < 2; i++) {
            var entry = cache.entry("jre", FIRST, fresh -> {
                builds.incrementAndGet();
                StateFiles.write(fresh.resolve("bin/java"), "program");
            });
            assertThat(entry.resolve("bin/java")).hasContent("program");
        }

        assertThat(builds).hasValue(1);
    }

    @Test
    void shouldLeaveNothingOfABuildThatFails() throws IOException {
        var cache = new UserCache(folder);

        assertThatThrownBy(() -> cache.entry("jre", FIRST, fresh -> {
                    StateFiles.write(fresh.resolve("half"), "");
                    throw new PlatformException("jlink failed");
                }))
                .hasMessage("jlink failed");

        try (var files = Files.list(folder)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("jre.lock");
        }
    }

    @Test
    void shouldReplaceTheRestOfABuildThatWasKilled() {
        StateFiles.write(folder.resolve("jre-" + FIRST + ".building/half"), "");

        var entry = new UserCache(folder).entry("jre", FIRST, fresh -> StateFiles.write(fresh.resolve("whole"), ""));

        assertThat(entry.resolve("half")).doesNotExist();
        assertThat(entry.resolve("whole")).exists();
    }

    @Test
    void shouldKeepThreeEntriesAndThoseUsedToday() throws IOException {
        var cache = new UserCache(folder);
        for (var i = 1; i <= 4; i++) {
            var entry = cache.entry("jre", fingerprint(i), fresh -> {});
            var daysAgo = i == 1 ? Duration.ofHours(1) : Duration.ofDays(i);
            Files.setLastModifiedTime(
                    entry.resolve(".used"), FileTime.from(Instant.now().minus(daysAgo)));
        }
        cache.entry("base", fingerprint(9), fresh -> {});

        cache.entry("jre", fingerprint(5), fresh -> {});

        assertThat(folder.resolve("jre-" + fingerprint(1)))
                .as("used an hour ago")
                .exists();
        assertThat(folder.resolve("jre-" + fingerprint(2))).exists();
        assertThat(folder.resolve("jre-" + fingerprint(4)))
                .as("unused for four days")
                .doesNotExist();
        assertThat(folder.resolve("base-" + fingerprint(9)))
                .as("of another name")
                .exists();
    }

    private static String fingerprint(int number) {
        return "%016x".formatted(number);
    }
}
