/** Composition root of the alert-router. The pure rooms below are built; what feeds them and what sends is not yet. */
@NullMarked
package io.fleetforge.alert;

import org.jspecify.annotations.NullMarked;
