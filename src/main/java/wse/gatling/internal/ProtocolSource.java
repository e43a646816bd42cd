package wse.gatling.internal;

import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Simulation;
import wse.run.Scenario;

/** A protocol builder that does not need to know Gatling's Scala types. */
public interface ProtocolSource extends ProtocolBuilder {

    /** The settings that it gives. */
    WseSettings settings();

    /** Called by the constructor of the simulation, in {@code setUp}. */
    @Override
    default Protocol protocol() {
        WseSettings given = settings();
        return new WseProtocol(given, Scenario.of(given.code(), given.dialect(), given.longest(), simulation()));
    }

    private static String simulation() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(Simulation.class::isAssignableFrom)
                        .filter(type -> type != Simulation.class)
                        .reduce((inner, outer) -> outer)
                        .map(Class::getName)
                        .orElse("wse.gatling.WseDsl"));
    }
}
