/** REST API of alert-router: translates HTTP to queries and actions. */
@NullMarked
package io.fleetforge.alert.rest;

import org.jspecify.annotations.NullMarked;
