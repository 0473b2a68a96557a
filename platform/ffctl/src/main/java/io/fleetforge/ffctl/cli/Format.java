package io.fleetforge.ffctl.cli;

/** Output format. */
enum Format {
    TABLE,
    JSON
}
