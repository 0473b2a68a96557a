/** Compares the topics of the broker with their declaration. */
@NullMarked
package io.fleetforge.runtime.topics;

import org.jspecify.annotations.NullMarked;
