package io.fleetforge.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressPoolTest {

    @TempDir
    Path folder;

    @Test
    void shouldChooseAnotherBlockWhenAnAgentHoldsIt() throws Exception {
        var mine = Files.createDirectory(folder.resolve("mine"));
        var other = Files.createDirectory(folder.resolve("other"));
        try (var first = new AddressPool(mine)) {
            Files.copy(mine.resolve("addresses.json"), other.resolve("addresses.json"));

            try (var second = new AddressPool(other)) {
                assertThat(block(second.allocate())).isNotEqualTo(block(first.allocate()));
            }
        }
    }

    @Test
    void shouldKeepTheBlockOfItsFolder() {
        String before;
        try (var pool = new AddressPool(folder)) {
            before = pool.allocate();
        }

        try (var again = new AddressPool(folder)) {
            again.reserve(before);
            assertThat(again.allocate()).isNotEqualTo(before).startsWith(block(before));
        }
    }

    private static String block(String address) {
        return address.substring(0, address.indexOf('.', 4) + 1);
    }
}
