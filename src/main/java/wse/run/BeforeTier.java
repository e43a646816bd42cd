package wse.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import wse.run.progress.Narrator;
import wse.run.progress.PortWait;
import wse.run.target.CurrentTarget;
import wse.run.tiers.Tier;

/**
 * What happens before each tier: the server's names are looked up again, and the tier waits for local ports.
 *
 * @param thread looks up names, which blocks
 */
record BeforeTier(CurrentTarget target, PortWait ports, Executor thread) {

    /** Completes when the tier may begin. A tier that keeps the connections of the one before keeps the addresses, too. */
    CompletableFuture<Void> await(Tier tier, Narrator narrator) {
        if (tier.plan().continuesStepBefore()) {
            return ports.before(tier, narrator);
        }
        return CompletableFuture.runAsync(
                        () -> target.lookUp().ifPresent(change -> narrator.say("[wse] note: " + change)), thread)
                .thenCompose(done -> ports.before(tier, narrator));
    }
}
