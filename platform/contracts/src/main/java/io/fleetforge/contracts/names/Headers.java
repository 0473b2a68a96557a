package io.fleetforge.contracts.names;

/** Header names on HTTP requests and Kafka records. */
public final class Headers {

    /** HTTP request and response header that carries the correlation id. */
    public static final String HTTP_CORRELATION_ID = "X-Correlation-Id";

    /** Kafka record header that carries the correlation id. */
    public static final String KAFKA_CORRELATION_ID = "correlation-id";

    /** W3C trace context, the same name on HTTP and Kafka. */
    public static final String TRACEPARENT = "traceparent";

    private Headers() {}
}
