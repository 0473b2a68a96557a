package io.fleetforge.controller.world;

/** Status, reason and message of a condition. */
record Finding(boolean holds, String reason, String message) {}
