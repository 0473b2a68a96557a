package io.fleetforge.ffctl.health;

/** How bad it is, from well to worst. */
public enum Severity {
    OK,
    WARN,
    BAD
}
