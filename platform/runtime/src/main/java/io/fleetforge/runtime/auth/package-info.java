/** Authentication (TokenReview) and authorisation (SubjectAccessReview) by the API server. */
@NullMarked
package io.fleetforge.runtime.auth;

import org.jspecify.annotations.NullMarked;
