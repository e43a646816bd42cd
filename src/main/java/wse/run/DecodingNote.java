package wse.run;

import java.util.List;
import wse.config.Direction;
import wse.config.Format;
import wse.config.ReadMode;
import wse.config.TargetConfig;
import wse.measure.ServerUsage;
import wse.plan.Flow;

/** Where a server takes a binary message without decoding it, its rate is no price of the format. Pure. */
final class DecodingNote {

    private DecodingNote() {}

    /** A sentence beside the figure of such a tier; empty for any other. */
    static List<String> of(Tier tier, TargetConfig target, ServerUsage server) {
        return tier.plan()
                .floodFlow()
                .filter(flow -> flow.format() != Format.JSON)
                .map(flow -> of(flow, target, server))
                .orElse(List.of());
    }

    private static List<String> of(Flow flow, TargetConfig target, ServerUsage server) {
        if (target.dialect().equals("echo")) {
            return List.of(
                    "an echo server decodes no payload: the rate is that of a smaller message, not of the format");
        }
        if (flow.direction() != Direction.OUT) {
            return List.of();
        }
        if (target.isEmbedded()) {
            return target.serverRead() == ReadMode.PARSE
                    ? List.of()
                    : List.of("the server decodes no payload (wse.serverRead=count): the rate is that of a smaller"
                            + " message, not of the format");
        }
        return isReferenceServer(server) ? List.of() : List.of(genuine(flow.format()));
    }

    /** Only the reference server counts what it sends in floods. */
    private static boolean isReferenceServer(ServerUsage server) {
        return server.sent() != null;
    }

    /** As read from {@code wse-server} 2.0.0 and 2.5.1. */
    private static String genuine(Format format) {
        String what = format == Format.ZLIB
                ? "C: messages: wse-server 2.0.0 and 2.5.1 do not inflate them"
                : "M: messages: wse-server 2.0.0 and 2.5.1 decode them with the prefix still on, and never read the"
                        + " payload";
        return "the server does not decode " + what + ", so its rate is not to be held against JSON's, which is parsed";
    }
}
