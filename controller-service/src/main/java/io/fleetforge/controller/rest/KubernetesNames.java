package io.fleetforge.controller.rest;

import io.fabric8.kubernetes.client.utils.KubernetesResourceUtil;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what callers put into the address of a Kubernetes object, before the address is built: an invalid part is the
 * caller's error (400), not a failure of the API server.
 */
final class KubernetesNames {

    private static final Pattern CONTINUE = Pattern.compile("[A-Za-z0-9_=-]{0,2048}");

    private KubernetesNames() {}

    /**
     * @throws ProblemException 400 unless the path segments {@code namespace} and {@code name} can address an object
     */
    static void requireAddress(String namespace, String name) {
        requireNamespace("namespace", namespace);
        requireName("name", name);
    }

    /**
     * @param field the name that the problem names
     * @throws ProblemException 400 unless {@code namespace} is a DNS label (RFC 1123)
     */
    static void requireNamespace(String field, String namespace) {
        if (!KubernetesResourceUtil.isValidName(namespace)) {
            throw refused(
                    field, "must be a namespace: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends");
        }
    }

    /**
     * @param field the name that the problem names
     * @throws ProblemException 400 unless {@code name} is a DNS subdomain (RFC 1123), as every name of an object is
     */
    static void requireName(String field, String name) {
        if (!KubernetesResourceUtil.isValidSubdomainName(name)) {
            throw refused(
                    field,
                    "must be a name: at most 253 of a-z, 0-9, - and ., with a letter or digit at both ends of each part");
        }
    }

    /**
     * @throws ProblemException 400 unless {@code token} can be one of the API server's, or is null
     */
    static void requireContinue(@Nullable String token) {
        if (token != null && !CONTINUE.matcher(token).matches()) {
            throw refused("continue", "must be the next of the page before");
        }
    }

    /**
     * @throws ProblemException 400 unless {@code given} is null or as {@code expected}
     */
    static void requireEqual(String field, @Nullable String given, String expected) {
        if (given != null && !given.equals(expected)) {
            throw refused(field, "must be " + expected);
        }
    }

    static ProblemException refused(String field, String message) {
        return ProblemException.invalidField(field, message);
    }
}
