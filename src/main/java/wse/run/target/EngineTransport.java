package wse.run.target;

import wse.config.BadInputException;
import wse.config.Config;
import wse.config.Direction;
import wse.config.Settings;
import wse.config.TransportKind;
import wse.engine.Transport;
import wse.load.Transports;

/** Chooses the engine's transport for the clients of a run. */
public final class EngineTransport {

    private EngineTransport() {}

    /**
     * The transport of {@link #of}.
     *
     * @throws BadInputException if this machine does not have it
     */
    public static Transport required(Config config) {
        Transport transport = of(config);
        if (!transport.isAvailable()) {
            throw new BadInputException("wse.transport must be available on this machine: wse.transport="
                    + config.get(Settings.TRANSPORT).label() + "; without the setting, the best available one is used");
        }
        return transport;
    }

    /**
     * The transport in the settings. If they leave it open, echo floods combine their writes, which is not possible with
     * TLS.
     */
    public static Transport of(Config config) {
        boolean gathers = config.get(Settings.TRANSPORT) == TransportKind.AUTO
                && config.test().isFlood()
                && config.get(Settings.DIRECTION) == Direction.ECHO
                && !config.target().tls().on();
        return gathers ? Transport.GATHERING : Transports.of(config.get(Settings.TRANSPORT));
    }
}
