/** Intake of alerts over HTTP: authentication, parsing, change filter and capacity limit. */
@NullMarked
package io.fleetforge.alert.ingest;

import org.jspecify.annotations.NullMarked;
