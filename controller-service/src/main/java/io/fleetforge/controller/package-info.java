/** Composition root of the controller-service. */
@NullMarked
package io.fleetforge.controller;

import org.jspecify.annotations.NullMarked;
