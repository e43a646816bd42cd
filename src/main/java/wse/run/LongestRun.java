package wse.run;

import java.time.Duration;
import wse.config.Config;
import wse.config.EngineKind;
import wse.config.Settings;
import wse.dialect.Dialect;
import wse.run.progress.PortWait;
import wse.run.tiers.Tiers;

/**
 * The longest time that the tiers of a run can take: the sum of their deadlines and of the longest waits for local ports. The
 * steps of a search are not included, because nobody knows in advance how many there will be. A pure function.
 */
final class LongestRun {

    private LongestRun() {}

    /** @param processes number of client processes, which share the warm-up */
    static Duration of(Config config, Dialect dialect, int processes) {
        Deadlines deadlines = new Deadlines(config.get(Settings.DEADLINE_MARGIN));
        boolean inTurn = config.get(Settings.ENGINE) == EngineKind.GATLING;
        return Tiers.all(config, dialect, processes).stream()
                .map(tier -> (inTurn ? deadlines.inTurn(tier) : deadlines.of(tier))
                        .plus(PortWait.LONGEST)
                        .multipliedBy(TierRunner.rounds(tier, processes)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
