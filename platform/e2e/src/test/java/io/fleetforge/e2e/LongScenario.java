package io.fleetforge.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A story that takes about half a minute or more on two processors and has shorter relatives: {@code ./fleetforge test --all} tells
 * it; without the option it is named as skipped.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
@interface LongScenario {}
