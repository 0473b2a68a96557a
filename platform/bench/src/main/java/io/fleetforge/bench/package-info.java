/** Measurements that need one JVM and no platform; each beside a peer where there is one. */
@NullMarked
package io.fleetforge.bench;

import org.jspecify.annotations.NullMarked;
