/** The names that every service, manifest and dashboard shares: topics, headers, metrics, log fields, labels. */
@NullMarked
package io.fleetforge.contracts.names;

import org.jspecify.annotations.NullMarked;
