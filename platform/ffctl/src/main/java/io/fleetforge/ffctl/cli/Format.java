package io.fleetforge.ffctl.cli;

/** For people, or for programs. */
enum Format {
    TABLE,
    JSON
}
