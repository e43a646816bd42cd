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
                        () -> findings.pings(measured, server));
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
            all.add("the server counted " + server.accepted() + " accepted connections, but the client counted " + added
                    + " that became ready");
        }
    }

    /** Without pings, nothing proves that the server had already read the hellos when its counters were read. */
    private void pings(TierMeasurement measured, ServerUsage server) {
        Messages messages = measured.messages();
        if (messages.sent() > 0) {
            received(server, messages.arriving(), messages.sent() + " pings and " + messages.hellos() + " hellos");
        }
    }

    private void flood(Direction direction, TierMeasurement measured, ServerUsage server) {
        Messages messages = measured.messages();
        String others = messages.hellos() + " hellos and " + messages.barrierPings() + " confirming pings";
        if (direction == Direction.IN) {
            long templates = measured.connected();
            received(
                    server,
                    messages.hellos() + messages.barrierPings() + templates,
                    templates + " template messages, " + others);
        } else {
            received(server, messages.arriving(), messages.sent() + " flood messages, " + others);
        }
        if (direction != Direction.OUT && server.sent() != null && server.sent() != messages.confirmed()) {
            all.add("the server counted " + server.sent() + " sent messages, but the client received "
                    + messages.confirmed());
        }
        malformed(measured);
    }

    private void malformed(TierMeasurement measured) {
        measured.flood().ifPresent(use -> {
            count(use.malformed(), "messages from the server could not be decoded; they are not confirmed");
            wrong(use.wrong());
        });
    }

    private void received(ServerUsage server, long sent, String parts) {
        if (server.received() != null && server.received() != sent) {
            all.add("the server counted " + server.received() + " received messages, but the client sent " + sent + " ("
                    + parts + ")");
        }
    }

    private void dropped(ServerUsage server) {
        if (server.dropped() != null && server.dropped() > 0) {
            all.add("the server dropped " + server.dropped() + " messages it had received");
        }
    }

    private void wrong(WrongMessages wrong) {
        count(
                wrong.garbled(),
                "messages came back garbled: they differ from what the client sent, and confirm nothing");
        count(wrong.missing(), "messages did not come back, although later ones of the same connection did");
        count(wrong.duplicated(), "messages came back again after they had been confirmed");
        count(wrong.reordered(), "messages came back after later ones of the same connection");
        count(wrong.foreign(), "messages arrived at a connection that had not sent them, and confirm nothing");
    }

    private void strays(StrayPongs strays) {
        count(strays.late(), "answers to pings arrived after the time-out; no figure includes them");
        count(strays.repeated(), "answers arrived for pings that had already been answered; no figure includes them");
        count(
                strays.foreign(),
                "messages answered no ping of the connection that received them and may belong to other"
                        + " connections; no figure includes them");
        count(
                strays.otherPayload(),
                "pong frames had a payload that no ping frame of their connection had, which RFC 6455 (section 5.5.3)"
                        + " does not allow as an answer; they confirmed nothing");
        count(
                strays.unsolicited(),
                "unsolicited pong frames arrived, which RFC 6455 (section 5.5.3) allows; they confirmed nothing");
    }

    private void count(long number, String what) {
        if (number > 0) {
            all.add(number + " " + what);
        }
    }

    private void client(Caveats caveats) {
        strays(caveats.strayPongs());
        if (caveats.saturated() > 0) {
            all.add(caveats.saturated() + " latencies exceeded the histogram's range and were recorded as its maximum");
        }
        if (caveats.samplesLeftOut() > 0) {
            all.add(caveats.samplesLeftOut() + " requests are in these figures but not in Gatling's report");
        }
    }
}
