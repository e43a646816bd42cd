package wse.run.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import wse.config.BadInputException;
import wse.config.LiveConfig;

/** All ways in which other programs get the figures of a run while it runs. Opened and closed by one thread each. */
public final class LiveExports implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private LiveExports() {}

    /**
     * Opens what the settings ask for, which may be nothing.
     *
     * @param say prints a line
     * @throws BadInputException if the port or the receiver cannot be used
     */
    public static LiveExports open(LiveConfig config, LiveMetrics metrics, Consumer<String> say) {
        LiveExports exports = new LiveExports();
        try {
            config.port().ifPresent(port -> exports.serve(config, metrics, port, say));
            config.push().ifPresent(push -> exports.open.push(OtlpPush.open(metrics, push, say)));
            return exports;
        } catch (BadInputException refused) {
            exports.close();
            throw refused;
        }
    }

    private void serve(LiveConfig config, LiveMetrics metrics, int port, Consumer<String> say) {
        LiveEndpoint endpoint = LiveEndpoint.open(metrics, config.address(), port);
        open.push(endpoint);
        say.accept("[wse] live figures: " + endpoint.url());
        if (!config.isOfThisMachine()) {
            say.accept("[wse] note: anyone who can reach port " + endpoint.port()
                    + " of this machine can read the live figures: wse.live.address=" + config.address());
        }
    }

    /** Closes the port and ends the threads, after a last push. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("[wse] note: the live figures could not be closed properly: " + e.getMessage());
            }
        }
    }
}
