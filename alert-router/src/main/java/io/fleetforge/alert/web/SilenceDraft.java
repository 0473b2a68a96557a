package io.fleetforge.alert.web;

import io.fleetforge.alert.rest.KnownAlertResource.Firing;

/**
 * A silence that is not made yet, as it stands in the form.
 *
 * @param matchers by lines; empty at first
 * @param hits the alerts that it would keep quiet
 */
public record SilenceDraft(String matchers, int minutes, String comment, Firing hits) {}
