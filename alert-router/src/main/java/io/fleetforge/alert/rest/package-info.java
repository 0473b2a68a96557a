/** What people and their tools ask of alert-router over HTTP. */
@NullMarked
package io.fleetforge.alert.rest;

import org.jspecify.annotations.NullMarked;
