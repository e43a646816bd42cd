package wse.load;

import wse.config.TransportKind;
import wse.engine.Transport;

/** Translates the configured transport into the engine's transport. */
public final class Transports {

    private Transports() {}

    public static Transport of(TransportKind kind) {
        return switch (kind) {
            case AUTO -> Transport.AUTO;
            case EPOLL -> Transport.EPOLL;
            case NIO -> Transport.NIO;
            case IO_URING -> Transport.IO_URING;
        };
    }
}
