package io.fleetforge.ffctl.health;

/** Severity of a check, in ascending order. */
public enum Severity {
    OK,
    WARN,
    BAD
}
