package wse.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import wse.config.DurationText;

/** Reads durations of command line options in the form that the settings have: {@code 500ms}, {@code 25s}, {@code 2m}. */
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
