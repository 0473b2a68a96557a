package io.fleetforge.controller.kubernetes;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A Kubernetes client that refuses to write while this process does not lead. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface LeaderGated {}
