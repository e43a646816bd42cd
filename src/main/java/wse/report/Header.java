package wse.report;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierShape;
import wse.text.Hosts;
import wse.text.Units;

/** Describes what was run, against which server, and on which machine. Pure. */
final class Header {

    private Header() {}

    static String title(RunResult run) {
        return run.test().title() + (run.test().isPlanned() ? "" : " " + simulation(run));
    }

    /** The simple name of the simulation. */
    static String simulation(RunResult run) {
        return run.simulation().substring(run.simulation().lastIndexOf('.') + 1);
    }

    /** The address of the server, and how it identifies itself. */
    static String target(RunResult run) {
        RunResult.Target target = run.target();
        return hosts(target) + ":" + target.port() + server(target);
    }

    /** With brackets around IPv6 addresses, because the port follows. */
    private static String hosts(RunResult.Target target) {
        return Stream.of(target.host().split(",")).map(Hosts::bracketed).collect(Collectors.joining(","));
    }

    /** The lines by name, in display order. */
    static Map<String, String> lines(RunResult run) {
        Map<String, String> lines = new LinkedHashMap<>();
        KeptRun.name(run).ifPresent(name -> lines.put("name", name));
        lines.put("target", target(run));
        lines.put("engine", run.engine() + ", " + run.simulation());
        FloodWords.flow(run).ifPresent(flow -> {
            lines.putAll(FloodWords.describe(flow));
            lines.merge("flood", message(run), String::concat);
        });
        lines.put("machine", machine(run.machine()));
        lines.put(
                "software",
                software(run.machine()) + version(", TLS by ", run.target().tls()));
        lines.put("started", run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        lines.put("warm-up", warmUp(run.warmUp()));
        return lines;
    }

    /** The message size, if it is the same for the whole run. */
    private static String message(RunResult run) {
        return run.tiers().stream()
                .flatMap(tier -> tier.shape().flood().stream())
                .filter(flood -> run.test() == TestKind.THROUGHPUT)
                .findFirst()
                .map(flood ->
                        "; " + Units.count(flood.payloadBytes()) + " B of " + flood.label() + ", " + wire(run, flood))
                .orElse("");
    }

    private static String wire(RunResult run, TierShape.Flood flood) {
        boolean compressed = run.tiers().stream()
                .anyMatch(tier -> !tier.measured().compression().isNone());
        return compressed ? "compressed" : Units.count(flood.flow().wireBytes()) + " B on the wire";
    }

    private static String server(RunResult.Target target) {
        boolean known = target.server() != null && !target.server().equals("unknown");
        return known ? " (" + target.server() + ")" : "";
    }

    private static String machine(RunResult.Machine machine) {
        return machine.cpu() + ", " + Units.cores(machine.cores()) + ", " + Units.bytes(machine.memoryBytes())
                + (machine.hasOwnCores() ? "; " + split(machine) : "");
    }

    private static String split(RunResult.Machine machine) {
        return "server on " + cores(machine.serverCores()) + ", client on " + cores(machine.clientCores());
    }

    /** As in {@code core 0} and {@code cores 4, 5}. */
    private static String cores(List<Integer> numbers) {
        return (numbers.size() == 1 ? "core " : "cores ")
                + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String software(RunResult.Machine machine) {
        return machine.os() + "; Java " + machine.java() + version(", Netty ", machine.netty())
                + version(", Gatling ", machine.gatling());
    }

    private static String version(String name, String version) {
        return version == null ? "" : name + version;
    }

    private static String warmUp(Optional<RunResult.WarmUp> warmUp) {
        return warmUp.map(Header::warmUp).orElse("none, so the first tier includes the warm-up of the JIT compiler");
    }

    private static String warmUp(RunResult.WarmUp warmUp) {
        return Units.counted(warmUp.connections(), "connect") + counted(warmUp.pings(), "ping")
                + counted(warmUp.messages(), "message") + " in " + Units.duration(warmUp.duration())
                + ", not included in the figures";
    }

    private static String counted(long count, String what) {
        return count == 0 ? "" : ", " + Units.counted(count, what);
    }
}
