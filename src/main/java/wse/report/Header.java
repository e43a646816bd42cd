package wse.report;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import wse.measure.RunResult;

/** What stands above the figures: what was run, against what, on what. */
final class Header {

    private static final Map<String, String> TITLES = Map.of(
            "connection-storm", "Connection Storm",
            "ping-latency", "Ping/Pong Latency",
            "sustained-hold", "Sustained Hold");

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
        lines.put("machine", machine(run.machine()));
        lines.put("software", software(run.machine()));
        lines.put("started", run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        lines.put("warm-up", warmUp(run.warmUp()));
        return lines;
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
                : Units.count((long) warmUp.connections()) + " connections, " + Units.count(warmUp.pings()) + " pings"
                        + messages(warmUp) + " in " + Units.duration(warmUp.duration()) + ", outside the figures";
    }

    private static String messages(RunResult.WarmUp warmUp) {
        return warmUp.messages() == 0 ? "" : ", " + Units.count(warmUp.messages()) + " messages";
    }
}
