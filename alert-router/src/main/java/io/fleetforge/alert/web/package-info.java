/**
 * Pages for people: incidents, alerts and why, who is on call, silences, where alerts go. They show what {@code rest} answers, under the
 * same rights; htmx fetches parts of them anew when there is news.
 */
@NullMarked
package io.fleetforge.alert.web;

import org.jspecify.annotations.NullMarked;
