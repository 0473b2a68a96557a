package io.fleetforge.node;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One loopback address per pod out of a block of this state folder. The block is random and held by a listening socket on
 * its first address, so that two agents on one machine never share one. Thread-safe.
 */
final class AddressPool implements AutoCloseable {

    private static final int FIRST = 2;
    private static final int LAST = 65_000;
    private static final int FIRST_BLOCK = 16;
    private static final int BLOCKS = 230;
    /**
     * Below the ephemeral port range of every system and not assigned; no pod listens on the first address of a block.
     */
    private static final int LOCK_PORT = 28_657;

    /** The block {@code 127.second.0.0/16}. */
    record Block(int second) {
        static Block random() {
            return new Block(FIRST_BLOCK + new SecureRandom().nextInt(BLOCKS));
        }

        /** The socket that marks the block as used; empty when another agent holds it. */
        Optional<ServerSocket> acquire() {
            try {
                return Optional.of(new ServerSocket(LOCK_PORT, 1, InetAddress.getByName("127." + second + ".0.1")));
            } catch (BindException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new PlatformException("cannot listen on a loopback address: " + e.getMessage(), e);
            }
        }
    }

    private final Block block;
    private final ServerSocket lock;
    private final Set<String> used = new HashSet<>();
    private int next = FIRST;

    AddressPool(Path folder) {
        var file = folder.resolve("addresses.json");
        var known = StateFiles.readJson(file, Block.class);
        var held = known.isPresent() ? known.get().acquire() : Optional.<ServerSocket>empty();
        var chosen = known.orElseGet(Block::random);
        for (var tries = 0; held.isEmpty() && tries < BLOCKS; tries++) {
            chosen = Block.random();
            held = chosen.acquire();
        }
        block = chosen;
        lock = held.orElseThrow(
                () -> new PlatformException("every block of loopback addresses is held by another agent"));
        StateFiles.writeJson(file, block);
    }

    /** Marks the address of an adopted pod as used. */
    synchronized void reserve(String address) {
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

    /** Releases the block; its pods keep their addresses and the next agent of this folder acquires it again. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new PlatformException("cannot release the block of addresses", e);
        }
    }
}
