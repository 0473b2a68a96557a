/** What every REST endpoint reads alike: text of addresses, numbers, keys of idempotent calls. */
@NullMarked
package io.fleetforge.runtime.rest;

import org.jspecify.annotations.NullMarked;
