/**
 * Pages: incidents, alerts, on-call schedules, silences and routes. They show the results of {@code query} and call
 * {@code action}, with the same rights as the REST API; htmx updates parts of them on events.
 */
@NullMarked
package io.fleetforge.alert.web;

import org.jspecify.annotations.NullMarked;
