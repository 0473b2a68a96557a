/**
 * What a service runs with, in an image and on the process node alike: the Java runtime, the JVM options as shares of the memory limit,
 * and the AOT cache. And the images themselves, as OCI archives.
 */
@NullMarked
package io.fleetforge.images;

import org.jspecify.annotations.NullMarked;
