package wse.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import wse.config.SuiteTest;
import wse.measure.RunResult;
import wse.text.Units;

/** The hardware of a suite and the limits of its operating system, beside those of the published suite. Pure. */
final class SuiteMachine {

    static final String CPU = "CPU";
    static final String CORES = "cores";
    static final String MEMORY = "memory";
    static final String SYSTEM = "operating system";
    static final String NETWORK = "network";
    static final String SERVER = "server";
    static final String CLIENT = "client";
    static final String SOURCES = "source_addresses";

    private SuiteMachine() {}

    static Table table(Suite suite) {
        Map<String, String> here = facts(suite);
        Map<String, String> there = Published.figures().facts();
        Set<String> names = new LinkedHashSet<>(here.keySet());
        names.addAll(there.keySet());
        List<Table.Row> rows = names.stream()
                .map(name -> new Table.Row(
                        List.of(name, here.getOrDefault(name, Units.NONE), there.getOrDefault(name, Units.NONE)),
                        Table.Mood.GOOD))
                .toList();
        return new Table(
                "Hardware and operating system",
                "The limits of the operating system are those that were found; the suite does not change them.",
                List.of(
                        new Table.Column("Property", false),
                        new Table.Column("this machine", false),
                        new Table.Column("published", false)),
                rows);
    }

    private static Map<String, String> facts(Suite suite) {
        RunResult run = suite.first();
        RunResult.Machine machine = run.machine();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(CPU, machine.cpu());
        facts.put(CORES, Units.cores(machine.cores()));
        facts.put(MEMORY, Units.bytes(machine.memoryBytes()));
        facts.put(SYSTEM, machine.os());
        facts.put(NETWORK, network(run.target().host()));
        facts.put(SERVER, servers(suite));
        facts.put(
                CLIENT,
                "wse-stress, Java " + machine.java() + ", Netty " + machine.netty() + ", Gatling " + machine.gatling());
        if (machine.tuning() != null) {
            facts.putAll(machine.tuning());
        }
        facts.put(SOURCES, sources(suite));
        facts.values().removeIf(Objects::isNull);
        return facts;
    }

    private static String servers(Suite suite) {
        return String.join(
                "; ",
                new LinkedHashSet<>(suite.runs().values().stream()
                        .map(run -> String.valueOf(run.target().server()))
                        .toList()));
    }

    /** Without resolving names: this is a function of the results, not of the machine that renders them. */
    private static String network(String host) {
        boolean address = host.matches("[0-9.]+") || host.contains(":");
        try {
            return address && InetAddress.getByName(host).isLoopbackAddress()
                    ? "loopback, client and server on one machine"
                    : "to " + host;
        } catch (UnknownHostException notAnAddress) {
            return "to " + host;
        }
    }

    private static String sources(Suite suite) {
        List<Integer> counts = new ArrayList<>();
        suite.tiers(SuiteTest.LIMIT)
                .forEach(tier -> tier.shape().sourceAddresses().ifPresent(counts::add));
        int most = counts.stream().flatMapToInt(IntStream::of).max().orElse(1);
        return Units.counted(most, "address", "addresses");
    }
}
