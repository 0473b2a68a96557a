package io.fleetforge.controller.world;

/** State per world in the memory of this process. Thread-safe. */
interface WorldScoped {

    /** Drops everything about a deleted world. */
    void forgetWorld(String worldUid);
}
