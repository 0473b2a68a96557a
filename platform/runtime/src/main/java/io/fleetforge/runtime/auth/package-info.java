/** Who calls (TokenReview) and may they (SubjectAccessReview). */
@NullMarked
package io.fleetforge.runtime.auth;

import org.jspecify.annotations.NullMarked;
