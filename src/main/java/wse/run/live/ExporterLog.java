package wse.run.live;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import wse.text.Plain;

/**
 * Keeps the last message of OpenTelemetry's exporter instead of letting it print stack traces: only the exporter's
 * log says why a push has failed. Thread-safe.
 */
final class ExporterLog extends Handler {

    private static final String BEGINNING = "Failed to export metrics. ";

    /** The logging system forgets the settings of a logger that nobody refers to. */
    private static final Logger LOGGER = Logger.getLogger("io.opentelemetry");

    private volatile String last = "the push failed";

    ExporterLog() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    /** Why the last push failed. */
    String last() {
        return last;
    }

    @Override
    public void publish(LogRecord logged) {
        String message = logged.getMessage().replace(BEGINNING, "");
        last = logged.getThrown() == null ? Plain.brief(message) : HttpFailure.words(logged.getThrown());
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
