package wse.run;

import java.util.List;
import wse.config.TargetConfig;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.server.ServerOptions;

/** Why connections may have ended over messages too long for the server, which the genuine one does not say. Pure. */
final class SizeNote {

    /** Of {@code wse-server} 2.0.0 and 2.5.1 too (golden/README.md). */
    private static final int MOST_BYTES = ServerOptions.defaults().limits().maxMessageBytes();

    private SizeNote() {}

    /** A sentence beside the figure of such a tier; empty for any other. */
    static List<String> of(Tier tier, TargetConfig target, OutcomeCounts outcomes) {
        boolean tooLong = tier.plan().floodFlow().isPresent() && tier.shape().payloadBytes() > MOST_BYTES;
        boolean ended = outcomes.of(Outcome.OK) < outcomes.total();
        if (!tooLong || !ended || target.dialect().equals("echo")) {
            return List.of();
        }
        return List.of("messages of " + tier.shape().payloadBytes() + " bytes may be too long for the server:"
                + " wse-server 2.0.0 and 2.5.1 take " + MOST_BYTES + " at most, and end a connection over a longer one"
                + " with a close without a code (CLOSED_BY_SERVER_1005) or a reset, the reference server with 1009;"
                + " give smaller wse.sizes");
    }
}
