/** Pure: the living sessions of the world by its journal, and which of them has each subject. */
@NullMarked
package io.fleetforge.cell.directory;

import org.jspecify.annotations.NullMarked;
