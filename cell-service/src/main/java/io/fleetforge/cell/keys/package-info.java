/** Keys of session tokens: each process signs with its own, and verifies with those that the others of the world published. */
@NullMarked
package io.fleetforge.cell.keys;

import org.jspecify.annotations.NullMarked;
