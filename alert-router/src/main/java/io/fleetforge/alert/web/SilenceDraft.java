package io.fleetforge.alert.web;

import io.fleetforge.alert.query.FiringAlerts;

/**
 * A silence that is not created yet, as the form shows it.
 *
 * @param matchers one on each line; empty at first
 * @param hits the alerts that it would suppress
 */
public record SilenceDraft(String matchers, int minutes, String comment, FiringAlerts hits) {}
