package io.fleetforge.cell.join;

/**
 * What makes a join without a ticket repeatable.
 *
 * @param digest of the idempotency key and its client
 * @param body digest of the body
 */
public record JoinKey(String digest, String body) {}
