package io.fleetforge.ffctl.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 90s}, {@code 5m}, {@code 2h} or {@code 1d}. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern PATTERN = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    @Override
    public Duration convert(String value) {
        var match = PATTERN.matcher(value);
        if (!match.matches()) {
            throw new TypeConversionException("'" + value + "' is not like 90s, 5m, 2h or 1d");
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
