package io.fleetforge.local.node;

import io.fleetforge.local.PlatformException;
import io.fleetforge.local.StateFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

/** One loopback address per pod out of a block that is random per state folder. Thread-safe. */
final class AddressPool {

    private static final int FIRST = 2;
    private static final int LAST = 65_000;

    /** The block {@code 127.second.0.0/16}. */
    record Block(int second) {}

    private final Block block;
    private final Set<String> used = new HashSet<>();
    private int next = FIRST;

    AddressPool(Path folder) {
        var file = folder.resolve("addresses.json");
        block = StateFiles.readJson(file, Block.class).orElseGet(() -> new Block(16 + new SecureRandom().nextInt(230)));
        StateFiles.writeJson(file, block);
    }

    /** Marks an address of an adopted pod as taken. */
    synchronized void take(String address) {
        used.add(address);
    }

    synchronized String allocate() {
        for (var tries = FIRST; tries < LAST; tries++) {
            var number = next++;
            if (next >= LAST) {
                next = FIRST;
            }
            var address = "127." + block.second() + "." + (number >> 8) + "." + (number & 255);
            if ((number & 255) != 0 && (number & 255) != 255 && used.add(address)) {
                return address;
            }
        }
        throw new PlatformException("no loopback address is free for another pod");
    }

    synchronized void release(String address) {
        used.remove(address);
    }
}
