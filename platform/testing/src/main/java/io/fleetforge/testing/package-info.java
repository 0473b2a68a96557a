/** The test kit: a real platform, independent readers of its topics and logs, a proxy that kills at a chosen write. */
@NullMarked
package io.fleetforge.testing;

import org.jspecify.annotations.NullMarked;
