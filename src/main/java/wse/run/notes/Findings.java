package wse.run.notes;

import java.util.ArrayList;
import java.util.List;
import wse.config.Direction;
import wse.measure.Caveats;
import wse.measure.Messages;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
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
        measured.flood()
                .filter(use -> use.malformed() > 0)
                .ifPresent(use -> all.add(use.malformed() + " messages from the server could not be decoded"));
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

    private void client(Caveats caveats) {
        if (caveats.latePongs() > 0) {
            all.add(caveats.latePongs()
                    + " pongs arrived after the time-out or more than once; no figure includes them");
        }
        if (caveats.saturated() > 0) {
            all.add(caveats.saturated() + " latencies exceeded the histogram's range and were recorded as its maximum");
        }
        if (caveats.samplesLeftOut() > 0) {
            all.add(caveats.samplesLeftOut() + " requests are in these figures but not in Gatling's report");
        }
    }
}
