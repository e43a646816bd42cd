package wse.gatling.internal;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolKey;
import scala.Function1;
import wse.run.Scenario;

/**
 * The protocol as Gatling registers it.
 *
 * @param scenario the same settings, checked
 */
record WseProtocol(WseSettings settings, Scenario scenario) implements Protocol {

    /** The key by which Gatling finds a scenario's protocol and creates its components. */
    static final ProtocolKey<WseProtocol, WseComponents> KEY = new ProtocolKey<>() {

        @Override
        @SuppressWarnings("unchecked") // Gatling's own keys cast in the same way: the class is a map key
        public Class<Protocol> protocolClass() {
            return (Class<Protocol>) (Class<?>) WseProtocol.class;
        }

        @Override
        public WseProtocol defaultProtocolValue(GatlingConfiguration configuration) {
            throw new IllegalStateException("a scenario that uses wse(...) needs its protocol;"
                    + " add .protocols(wse.host(...).port(...)) to setUp");
        }

        @Override
        public Function1<WseProtocol, WseComponents> newComponents(CoreComponents core) {
            MeasuredRun run = new MeasuredRun(core.eventLoopGroup());
            core.actorSystem().registerOnTermination(() -> {
                run.end();
                return null;
            });
            return run::components;
        }
    };
}
