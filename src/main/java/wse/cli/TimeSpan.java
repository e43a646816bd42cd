package wse.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import wse.config.DurationText;

/** Reads durations in command-line options, in the same form as in the settings: {@code 500ms}, {@code 25s}, {@code 2m}. */
final class TimeSpan implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        try {
            return DurationText.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
