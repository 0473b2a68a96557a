package io.fleetforge.alert.store;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.contracts.message.AlertMessage;

/**
 * A received alert that differs from its known state.
 *
 * @param message as received
 * @param alert the message merged with the known state
 */
public record AlertUpdate(AlertMessage message, Alert alert) {}
