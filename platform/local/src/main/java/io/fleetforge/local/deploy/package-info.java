/** What runs on the platform: CRDs, manifests, environment. */
@NullMarked
package io.fleetforge.local.deploy;

import org.jspecify.annotations.NullMarked;
