package wse.run;

import java.util.ArrayList;
import java.util.List;
import wse.config.Direction;
import wse.load.TierRun;
import wse.measure.Messages;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;

/** What a reader should know beside a tier's figures: the client's account held against the server's. Pure. */
final class Findings {

    private final List<String> all = new ArrayList<>();

    private Findings() {}

    /** @param notes known already, not from the figures */
    static List<String> of(Tier tier, TierRun run, ServerUsage server, long saturated, List<String> notes) {
        Findings findings = new Findings();
        findings.all.addAll(notes);
        findings.connections(run, server);
        tier.plan()
                .floodFlow()
                .ifPresentOrElse(
                        flow -> findings.flood(flow.direction(), run.measured(), server),
                        () -> findings.pings(run.measured(), server));
        findings.dropped(server);
        findings.client(run, saturated);
        return List.copyOf(findings.all);
    }

    /** Of a tier that was ended before it was through: what was on its way then is in one account and not in the other. */
    static List<String> soFar(TierRun run, ServerUsage server, long saturated, List<String> notes) {
        Findings findings = new Findings();
        findings.all.addAll(notes);
        findings.malformed(run.measured());
        findings.dropped(server);
        findings.client(run, saturated);
        return List.copyOf(findings.all);
    }

    private void connections(TierRun run, ServerUsage server) {
        long added = run.measured().added();
        if (server.accepted() != null && server.accepted() != added) {
            all.add("the server counted " + server.accepted() + " accepted connections, the client " + added
                    + " that became ready");
        }
    }

    /** Without pings nothing proves that the hellos had been read when the server was asked. */
    private void pings(TierMeasurement measured, ServerUsage server) {
        Messages messages = measured.messages();
        if (messages.sent() > 0) {
            received(server, messages.arriving(), messages.sent() + " pings and " + messages.hellos() + " hellos");
        }
    }

    private void flood(Direction direction, TierMeasurement measured, ServerUsage server) {
        Messages messages = measured.messages();
        String others = messages.hellos() + " hellos and " + messages.barrierPings() + " pings that confirm";
        if (direction == Direction.IN) {
            long templates = measured.connected();
            received(
                    server,
                    messages.hellos() + messages.barrierPings() + templates,
                    templates + " messages to copy, " + others);
        } else {
            received(server, messages.arriving(), messages.sent() + " of the flood, " + others);
        }
        if (direction != Direction.OUT && server.sent() != null && server.sent() != messages.confirmed()) {
            all.add("the server counted " + server.sent() + " messages sent, the client " + messages.confirmed()
                    + " received");
        }
        malformed(measured);
    }

    private void malformed(TierMeasurement measured) {
        if (measured.flood() != null && measured.flood().malformed() > 0) {
            all.add(measured.flood().malformed() + " messages of the server could not be decoded");
        }
    }

    private void received(ServerUsage server, long sent, String parts) {
        if (server.received() != null && server.received() != sent) {
            all.add("the server counted " + server.received() + " messages received, the client sent " + sent + " ("
                    + parts + ")");
        }
    }

    private void dropped(ServerUsage server) {
        if (server.dropped() != null && server.dropped() > 0) {
            all.add("the server dropped " + server.dropped() + " messages it had received");
        }
    }

    private void client(TierRun run, long saturated) {
        if (run.latePongs() > 0) {
            all.add(run.latePongs() + " pongs came after their ping's time-out, or twice; they are in no figure");
        }
        if (saturated > 0) {
            all.add(saturated + " latencies were longer than the recorder's range and stand at its end");
        }
        if (run.samplesLeftOut() > 0) {
            all.add(run.samplesLeftOut() + " requests are in these figures but not in Gatling's report");
        }
    }
}
