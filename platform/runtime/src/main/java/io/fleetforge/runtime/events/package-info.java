/** Kubernetes Events. */
@NullMarked
package io.fleetforge.runtime.events;

import org.jspecify.annotations.NullMarked;
