package wse.gatling.internal;

import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ProtocolBuilder;

/** A protocol builder that does not need to know Gatling's Scala types. */
public interface ProtocolSource extends ProtocolBuilder {

    /** The validated settings. */
    WseSettings settings();

    @Override
    default Protocol protocol() {
        return new WseProtocol(settings());
    }
}
