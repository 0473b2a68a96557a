/** Entry point and CDI wiring of alert-router. */
@NullMarked
package io.fleetforge.alert;

import org.jspecify.annotations.NullMarked;
