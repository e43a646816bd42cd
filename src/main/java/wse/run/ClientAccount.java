package wse.run;

import wse.health.Judgement;
import wse.load.TierRun;
import wse.measure.ClientUsage;

/**
 * The client's side of a tier, of one process or of all together.
 *
 * @param judgement whether the client itself was the bottleneck
 * @param usage null where nothing is known of it
 * @param saturated latencies that were recorded at the highest value a recorder takes, being longer
 */
record ClientAccount(TierRun run, Judgement judgement, ClientUsage usage, long saturated) {

    ClientAccount withJudgement(Judgement other) {
        return new ClientAccount(run, other, usage, saturated);
    }
}
