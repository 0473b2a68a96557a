/** The state of an instance, with one writer at a time. */
@NullMarked
package io.fleetforge.alert.store;

import org.jspecify.annotations.NullMarked;
