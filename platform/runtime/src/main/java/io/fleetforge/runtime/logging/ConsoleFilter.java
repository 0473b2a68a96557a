package io.fleetforge.runtime.logging;

import io.fleetforge.contracts.names.LogFields;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Filters every log line: removes secrets from message and exception, and limits equal messages below ERROR per second; the next one
 * carries the number of dropped ones.
 */
@LoggingFilter(name = "fleetforge")
public final class ConsoleFilter implements Filter {

    private final Sampling sampling;

    /**
     * @param perSecond messages of one kind, which is a logger and a text before its values are put in
     */
    public ConsoleFilter(@ConfigProperty(name = "fleetforge.log.same-per-second", defaultValue = "20") int perSecond) {
        this.sampling = new Sampling(perSecond);
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        var record = ExtLogRecord.wrap(line);
        if (record.getLevel().intValue() < Level.SEVERE.intValue()) {
            var leftOut = sampling.admit(record.getLoggerName() + " " + record.getMessage(), System.nanoTime());
            if (leftOut.isEmpty()) {
                return false;
            }
            if (leftOut.getAsLong() > 0) {
                record.putMdc(LogFields.LEFT_OUT, Long.toString(leftOut.getAsLong()));
            }
        }
        var message = record.getFormattedMessage();
        if (message != null) {
            var clean = Redaction.of(message);
            if (!clean.equals(message)) {
                record.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        if (record.getThrown() != null) {
            record.setThrown(RedactedException.of(record.getThrown()));
        }
        return true;
    }
}
