/** One leader per service, and a gate that keeps a deposed one from writing. */
@NullMarked
package io.fleetforge.runtime.leadership;

import org.jspecify.annotations.NullMarked;
