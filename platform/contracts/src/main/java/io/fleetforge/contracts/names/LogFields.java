package io.fleetforge.contracts.names;

/** Top-level fields of every JSON log line, snake_case. MDC carries the ambient ones under these same keys. */
public final class LogFields {

    public static final String CORRELATION_ID = "correlation_id";
    public static final String TRACE_ID = "trace_id";
    public static final String SPAN_ID = "span_id";
    public static final String LEVEL = "level";
    public static final String SERVICE = "service";
    public static final String WORLD = "world";
    public static final String CELL = "cell";
    public static final String HOST = "host";
    public static final String REVISION = "revision";
    public static final String EPOCH = "epoch";

    /** How many lines of this kind were left out since the last one. */
    public static final String LEFT_OUT = "left_out";

    private LogFields() {}
}
