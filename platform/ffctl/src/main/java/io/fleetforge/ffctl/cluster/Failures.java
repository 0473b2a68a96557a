package io.fleetforge.ffctl.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.stream.Stream;

/** Maps refusals of the API server to messages. */
public final class Failures {

    private static final int MOST_CAUSES = 20;

    private Failures() {}

    /** Whether the API server answered with a refusal. */
    static boolean isRefusal(KubernetesClientException failure) {
        return failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                || failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** A short message for the user. */
    public static String describe(KubernetesClientException failure) {
        var code = failure.getCode();
        if (code <= 0) {
            return "the API server does not answer" + cause(failure);
        }
        return switch (code) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "the API server rejects the credentials";
            case HttpURLConnection.HTTP_FORBIDDEN -> "the API server forbids it";
            case HttpURLConnection.HTTP_NOT_FOUND -> "the API server has no such resource";
            default -> "the API server answers " + code;
        };
    }

    /** The message of the last cause. */
    private static String cause(KubernetesClientException failure) {
        return Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((earlier, last) -> last)
                .map(message -> ": " + message)
                .orElse("");
    }
}
