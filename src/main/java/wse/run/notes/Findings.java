package wse.run.notes;

import java.util.ArrayList;
import java.util.List;
import wse.config.Direction;
import wse.measure.Caveats;
import wse.measure.Messages;
import wse.measure.ServerUsage;
import wse.measure.StrayPongs;
import wse.measure.TierMeasurement;
import wse.measure.WrongMessages;
import wse.run.tiers.Tier;
import wse.text.Units;

/**
 * What a reader should know in addition to a tier's figures, such as differences between the client's and the server's
 * counts. Pure.
 */
public final class Findings {

    private final List<String> all = new ArrayList<>();

    private Findings() {}

    /** @param notes notes that are already known from elsewhere */
    public static List<String> of(Tier tier, TierMeasurement measured, ServerUsage server, List<String> notes) {
        Findings findings = new Findings();
        findings.all.addAll(notes);
        findings.connections(measured, server);
        tier.plan()
                .floodFlow()
                .ifPresentOrElse(
                        flow -> findings.flood(flow.direction(), measured, server),
                        () -> findings.pings(tier.shape().sends(), measured, server));
        findings.dropped(server);
        findings.client(measured.caveats());
        return List.copyOf(findings.all);
    }

    /**
     * The findings of a tier that was cut short. Counts are not compared, because messages in flight are in only one of
     * them.
     */
    public static List<String> soFar(TierMeasurement measured, ServerUsage server, List<String> notes) {
        Findings findings = new Findings();
        findings.all.addAll(notes);
        findings.malformed(measured);
        findings.dropped(server);
        findings.client(measured.caveats());
        return List.copyOf(findings.all);
    }

    private void connections(TierMeasurement measured, ServerUsage server) {
        long added = measured.added();
        if (server.accepted() != null && server.accepted() != added) {
            all.add("the server accepted " + Units.counted(server.accepted(), "connection") + " by its own count, but "
                    + Units.count(added) + " became ready by the client's count");
        }
    }

    /** Without pings, nothing proves that the server had already read the hellos when its counters were read. */
    private void pings(String what, TierMeasurement measured, ServerUsage server) {
        Messages messages = measured.messages();
        if (messages.sent() > 0) {
            received(
                    server,
                    messages.arriving(),
                    Units.counted(messages.sent(), what) + " and " + Units.counted(messages.hellos(), "hello"));
        }
    }

    private void flood(Direction direction, TierMeasurement measured, ServerUsage server) {
        Messages messages = measured.messages();
        String others = Units.counted(messages.hellos(), "hello") + " and "
                + Units.counted(messages.barrierPings(), "confirming ping");
        if (direction == Direction.IN) {
            long templates = measured.connected();
            received(
                    server,
                    messages.hellos() + messages.barrierPings() + templates,
                    Units.counted(templates, "template message") + ", " + others);
        } else {
            received(server, messages.arriving(), Units.counted(messages.sent(), "flood message") + ", " + others);
        }
        if (direction != Direction.OUT && server.sent() != null && server.sent() != messages.confirmed()) {
            all.add("the server sent " + Units.counted(server.sent(), "message")
                    + " by its own count, but the client received " + Units.count(messages.confirmed()));
        }
        malformed(measured);
    }

    private void malformed(TierMeasurement measured) {
        measured.flood().ifPresent(use -> {
            count(
                    use.malformed(),
                    "message from the server could not be decoded; it confirmed nothing",
                    "messages from the server could not be decoded; they confirmed nothing");
            wrong(use.wrong());
        });
    }

    private void received(ServerUsage server, long sent, String parts) {
        if (server.received() != null && server.received() != sent) {
            all.add("the server received " + Units.counted(server.received(), "message")
                    + " by its own count, but the client sent " + Units.count(sent) + " ("
                    + parts + ")");
        }
    }

    private void dropped(ServerUsage server) {
        if (server.dropped() != null && server.dropped() > 0) {
            all.add("the server dropped " + Units.counted(server.dropped(), "message") + " that it had received");
        }
    }

    private void wrong(WrongMessages wrong) {
        count(
                wrong.garbled(),
                "message came back garbled: it differed from what the client had sent, and confirmed nothing",
                "messages came back garbled: they differed from what the client had sent, and confirmed nothing");
        count(
                wrong.missing(),
                "message did not come back, although later ones of the same connection did",
                "messages did not come back, although later ones of the same connection did");
        count(
                wrong.duplicated(),
                "message came back again after it had been confirmed",
                "messages came back again after they had been confirmed");
        count(
                wrong.reordered(),
                "message came back after later ones of the same connection",
                "messages came back after later ones of the same connection");
        count(
                wrong.foreign(),
                "message arrived at a connection that had not sent it, and confirmed nothing",
                "messages arrived at connections that had not sent them, and confirmed nothing");
    }

    private void strays(StrayPongs strays) {
        count(
                strays.late(),
                "answer to a ping arrived after the time-out; no figure includes it",
                "answers to pings arrived after the time-out; no figure includes them");
        count(
                strays.repeated(),
                "answer arrived for a ping that had already been answered; no figure includes it",
                "answers arrived for pings that had already been answered; no figure includes them");
        count(
                strays.foreign(),
                "answer arrived that matched no ping of its connection, and may belong to another connection; no figure"
                        + " includes it",
                "answers arrived that matched no ping of their connection, and may belong to other connections; no figure"
                        + " includes them");
        count(
                strays.otherPayload(),
                "pong frame had a payload that no ping frame of its connection had, which RFC 6455 (section 5.5.3) does"
                        + " not allow; it confirmed nothing",
                "pong frames had a payload that no ping frame of their connection had, which RFC 6455 (section 5.5.3)"
                        + " does not allow; they confirmed nothing");
        count(
                strays.unsolicited(),
                "unsolicited pong frame arrived, which RFC 6455 (section 5.5.3) allows; it confirmed nothing",
                "unsolicited pong frames arrived, which RFC 6455 (section 5.5.3) allows; they confirmed nothing");
    }

    private void client(Caveats caveats) {
        strays(caveats.strayPongs());
        count(
                caveats.saturated(),
                "latency exceeded the histogram's range and was recorded as its maximum",
                "latencies exceeded the histogram's range and were recorded as its maximum");
        count(
                caveats.samplesLeftOut(),
                "request is in these figures but not in Gatling's report",
                "requests are in these figures but not in Gatling's report");
    }

    /** Adds a finding, unless the number is 0. */
    private void count(long number, String one, String more) {
        if (number > 0) {
            all.add(Units.counted(number, one, more));
        }
    }
}
