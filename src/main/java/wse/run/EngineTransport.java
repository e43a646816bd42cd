package wse.run;

import java.util.Locale;
import wse.config.Config;
import wse.engine.Transport;
import wse.plan.Direction;

/** Which transport a run's clients are to have. */
final class EngineTransport {

    private EngineTransport() {}

    /** As set; where that is left to us, echoes gather, which TLS does not let them. */
    static Transport of(Config config) {
        Transport set = Transport.valueOf(upper(config.transport()));
        return set == Transport.AUTO && isEcho(config) && !config.target().tls() ? Transport.GATHERING : set;
    }

    private static boolean isEcho(Config config) {
        return config.test().isFlood() && Direction.valueOf(upper(config.flood().direction())) == Direction.ECHO;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
