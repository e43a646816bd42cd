package wse.run.target;

import wse.config.Config;
import wse.config.Direction;
import wse.config.TransportKind;
import wse.engine.Transport;
import wse.load.Transports;

/** Which of the engine's transports the clients of a run use. */
public final class EngineTransport {

    private EngineTransport() {}

    /** As the settings say. Where they leave it open, echo floods gather their writes, which TLS does not allow. */
    public static Transport of(Config config) {
        boolean gathers = config.transport() == TransportKind.AUTO
                && config.test().isFlood()
                && config.flood().direction() == Direction.ECHO
                && !config.target().tls();
        return gathers ? Transport.GATHERING : Transports.of(config.transport());
    }
}
