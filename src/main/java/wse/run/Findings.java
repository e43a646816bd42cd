package wse.run;

import java.util.ArrayList;
import java.util.List;
import wse.load.TierRun;
import wse.measure.ServerUsage;

/** What a reader should know beside a tier's figures: the client's account held against the server's. Pure. */
final class Findings {

    private final List<String> all = new ArrayList<>();

    private Findings() {}

    static List<String> of(TierRun run, ServerUsage server, long saturated, List<String> unseen) {
        Findings findings = new Findings();
        findings.all.addAll(unseen);
        findings.connections(run, server);
        findings.messages(run, server);
        findings.client(run, saturated);
        return List.copyOf(findings.all);
    }

    private void connections(TierRun run, ServerUsage server) {
        long connected = run.measured().connected();
        if (server.accepted() != null && server.accepted() != connected) {
            all.add("the server counted " + server.accepted() + " accepted connections, the client " + connected
                    + " that became ready");
        }
    }

    /** Without pings nothing proves that the hellos had been read when the server was asked. */
    private void messages(TierRun run, ServerUsage server) {
        long sent = run.measured().messages().arriving();
        boolean confirmed = run.measured().messages().sent() > 0;
        if (confirmed && server.received() != null && server.received() != sent) {
            all.add("the server counted " + server.received() + " messages received, the client sent " + sent + " ("
                    + run.measured().messages().sent() + " pings and "
                    + run.measured().messages().hellos() + " hellos)");
        }
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
