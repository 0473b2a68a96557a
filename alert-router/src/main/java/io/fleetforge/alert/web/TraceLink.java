package io.fleetforge.alert.web;

/**
 * Where the whole story of an incident is told.
 *
 * @param isTraceable whether the id may be looked for; a sender of alerts may have written anything
 * @param tracesUrl where its traces are shown; empty when no such place is configured
 */
public record TraceLink(String correlationId, boolean isTraceable, String tracesUrl) {}
