/** Composition root of the backup-service. Not built yet: backups, restores and drills. */
@NullMarked
package io.fleetforge.backup;

import org.jspecify.annotations.NullMarked;
