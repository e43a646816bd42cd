package wse.report;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import wse.measure.RunResult;
import wse.measure.TierShape;
import wse.text.Units;

/** What stands above the figures: what was run, against what, on what. */
final class Header {

    private static final Map<String, String> TITLES = Map.of(
            "connection-storm",
            "Connection Storm",
            "ping-latency",
            "Ping/Pong Latency",
            "sustained-hold",
            "Sustained Hold",
            Floods.THROUGHPUT,
            "Throughput Saturation",
            Floods.SIZE_MATRIX,
            "Size x Connections",
            Floods.FORMAT_COMPARISON,
            "Format Comparison",
            "connection-limit",
            "Connection Limit");

    private Header() {}

    static String title(RunResult run) {
        return TITLES.getOrDefault(run.test(), run.test());
    }

    /** Name to value, in the order they are shown. */
    static Map<String, String> lines(RunResult run) {
        Map<String, String> lines = new LinkedHashMap<>();
        RunResult.Target target = run.target();
        lines.put("target", target.host() + ":" + target.port() + server(target));
        lines.put("engine", run.engine() + ", " + run.simulation());
        if (Floods.in(run)) {
            lines.putAll(Floods.describe(Floods.shape(run)));
            lines.merge("flood", message(run), String::concat);
        }
        lines.put("machine", machine(run.machine()));
        lines.put("software", software(run.machine()));
        lines.put("started", run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        lines.put("warm-up", warmUp(run.warmUp()));
        return lines;
    }

    /** Where all messages are of one size. */
    private static String message(RunResult run) {
        TierShape shape = run.tiers().get(0).shape();
        return !run.test().equals(Floods.THROUGHPUT) || shape.payloadBytes() == null || shape.flood() == null
                ? ""
                : "; " + shape.payloadBytes() + " B of " + shape.format().label() + ", "
                        + shape.flood().wireBytes() + " B on the wire";
    }

    private static String server(RunResult.Target target) {
        boolean known = target.server() != null && !target.server().equals("unknown");
        return known ? " (" + target.server() + ")" : "";
    }

    private static String machine(RunResult.Machine machine) {
        return machine.cpu() + ", " + machine.cores() + " cores, " + Units.bytes(machine.memoryBytes());
    }

    private static String software(RunResult.Machine machine) {
        return machine.os() + "; Java " + machine.java() + version(", Netty ", machine.netty())
                + version(", Gatling ", machine.gatling());
    }

    private static String version(String name, String version) {
        return version == null ? "" : name + version;
    }

    private static String warmUp(RunResult.WarmUp warmUp) {
        return warmUp == null
                ? "none: the first tier carries the JIT's warm-up"
                : Units.count(warmUp.connections()) + " connections" + counted(warmUp.pings(), "pings")
                        + counted(warmUp.messages(), "messages") + " in " + Units.duration(warmUp.duration())
                        + ", outside the figures";
    }

    private static String counted(long count, String what) {
        return count == 0 ? "" : ", " + Units.count(count) + " " + what;
    }
}
