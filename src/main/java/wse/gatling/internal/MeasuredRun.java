package wse.gatling.internal;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.engine.WebSocketClient;
import wse.load.LoadTarget;
import wse.run.Scenario;
import wse.run.ScenarioRun;

/**
 * One Gatling run whose scenarios use this extension: their engines, their components, and their figures. The run describes
 * the server of the first protocol that a scenario uses. Thread-safe.
 */
final class MeasuredRun {

    /** The parts that are created with the first scenario. */
    private record Begun(ScenarioRun run, UserFigures figures) {}

    private final Iterable<EventExecutor> userLoops;
    private final Engines engines = new Engines();
    private final Tally tally = new Tally();
    /** Scenarios with the same settings share their users, so that no two connections have the same row. */
    private final Map<WseSettings, WseComponents> components = new HashMap<>();

    private Optional<Begun> begun = Optional.empty();

    /** @param userLoops the event loops of Gatling's virtual users */
    MeasuredRun(Iterable<EventExecutor> userLoops) {
        this.userLoops = userLoops;
    }

    /** The components of the scenarios that use a protocol. */
    synchronized WseComponents components(WseProtocol protocol) {
        return components.computeIfAbsent(protocol.settings(), settings -> newComponents(protocol.scenario()));
    }

    private WseComponents newComponents(Scenario scenario) {
        WebSocketClient client = engines.of(scenario.config());
        if (begun.isPresent()) {
            LoadTarget other = begun.get().run().reach(scenario, client);
            return new WseComponents(other, scenario.config(), begun.get().figures(), tally);
        }
        ScenarioRun run = ScenarioRun.begin(scenario, client);
        UserFigures figures = new UserFigures(run.collector());
        run.start(loops(client), figures::live, figures::soFar);
        begun = Optional.of(new Begun(run, figures));
        return new WseComponents(run.loadTarget(), scenario.config(), figures, tally);
    }

    private List<EventExecutor> loops(WebSocketClient client) {
        List<EventExecutor> all = new ArrayList<>(client.loops());
        userLoops.forEach(all::add);
        return all;
    }

    /** All users have ended: closes what they have left open, and writes the results. */
    synchronized void end() {
        begun.ifPresent(now -> now.figures().compressed(engines.compressed()));
        engines.close();
        begun.ifPresent(now -> now.run().end(now.figures().measured(), tally.complaint()));
    }
}
