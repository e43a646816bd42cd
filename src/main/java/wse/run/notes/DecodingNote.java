package wse.run.notes;

import java.util.List;
import wse.config.Direction;
import wse.config.Format;
import wse.config.ReadMode;
import wse.config.TargetConfig;
import wse.dialect.Dialect;
import wse.measure.ServerUsage;
import wse.plan.Flow;
import wse.run.tiers.Tier;

/** Warns if a server does not decode the messages that it receives, so that its rate says nothing about the format. Pure. */
public final class DecodingNote {

    private DecodingNote() {}

    /** A sentence about such a tier; empty for all others. */
    public static List<String> of(Tier tier, TargetConfig target, Dialect dialect, ServerUsage server) {
        return tier.plan()
                .floodFlow()
                .map(flow -> of(flow, target, dialect, server))
                .orElse(List.of());
    }

    private static List<String> of(Flow flow, TargetConfig target, Dialect dialect, ServerUsage server) {
        if (target.isEmbedded()) {
            boolean counts = flow.format() != Format.JSON
                    && flow.direction() == Direction.OUT
                    && target.serverRead() != ReadMode.PARSE;
            return counts
                    ? List.of("the server does not decode payloads (wse.serverRead=count), so the rate reflects the"
                            + " smaller message, not the format")
                    : List.of();
        }
        return isReferenceServer(server)
                ? List.of()
                : dialect.undecodedNote(flow.format(), flow.direction()).stream()
                        .toList();
    }

    /** Only the reference server counts the messages that it sends in floods, and it decodes. */
    private static boolean isReferenceServer(ServerUsage server) {
        return server.sent() != null;
    }
}
