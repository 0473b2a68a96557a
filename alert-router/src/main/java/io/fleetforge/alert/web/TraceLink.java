package io.fleetforge.alert.web;

/**
 * Link from an incident to its traces.
 *
 * @param isTraceable whether the id is a valid correlation id; senders of alerts may set any text
 * @param tracesUrl address of the traces; empty when none is configured
 */
public record TraceLink(String correlationId, boolean isTraceable, String tracesUrl) {}
