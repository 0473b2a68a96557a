package io.fleetforge.controller;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A Kubernetes client that refuses to write while this process does not lead. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface LeaderGated {}
