package wse.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
        lines.put("target", target.host() + ":" + target.port() + " (" + target.server() + ")");
        lines.put("engine", run.engine() + ", " + run.simulation());
        lines.put("machine", machine(run.machine()));
        lines.put("started", run.startedAt().toString());
        lines.put("warm-up", warmUp(run.warmUp()));
        return lines;
    }

    private static String machine(RunResult.Machine machine) {
        return machine.cpu() + ", " + machine.cores() + " cores, " + Units.bytes(machine.memoryBytes()) + ", "
                + machine.os() + "; Java " + machine.java() + versions(machine);
    }

    private static String versions(RunResult.Machine machine) {
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("Netty", machine.netty() == null ? "" : machine.netty());
        versions.put("Gatling", machine.gatling() == null ? "" : machine.gatling());
        return versions.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> ", " + entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining());
    }

    private static String warmUp(RunResult.WarmUp warmUp) {
        return warmUp == null
                ? "none: the first tier carries the JIT's warm-up"
                : Units.count((long) warmUp.connections()) + " connections, " + Units.count(warmUp.pings())
                        + " pings in " + Units.duration(warmUp.duration()) + ", outside the figures";
    }
}
