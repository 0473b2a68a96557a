/** What every renewal of a Lease needs. */
@NullMarked
package io.fleetforge.runtime.lease;

import org.jspecify.annotations.NullMarked;
