package wse.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import wse.preflight.Finding.Level;

/** Compares what a run needs with what this machine allows, before the first connection. */
public final class Preflight {

    /** Event loops, the metrics connection, reports: descriptors a run opens besides its connections. */
    static final int SPARE_DESCRIPTORS = 128;

    /** Of an established idle connection in the kernel, both ends: 8.5 KB, measured on Linux 6.18 over the loopback. */
    static final long KERNEL_BYTES_PER_PAIR = 8_704;

    /** The reference server's budget for an idle connection. */
    static final long SERVER_HEAP_BYTES = 2_560;

    /** A heap filled further makes the collector run ever more often. */
    static final double MOST_OF_HEAP = 0.8;

    private static final int WIDEST_LOW = 1_024;
    private static final int WIDEST_HIGH = 65_535;
    private static final int MEGABYTE = 1 << 20;
    private static final int ADDRESSES_SPELLED_OUT = 64;

    private final PreflightNeeds needs;
    private final Limits limits;
    private final List<Finding> findings = new ArrayList<>();

    private Preflight(PreflightNeeds needs, Limits limits) {
        this.needs = needs;
        this.limits = limits;
    }

    /** Every comparison, the good ones too. Reads the system; opens no connection. */
    public static List<Finding> check(PreflightNeeds needs) {
        return check(needs, ThisMachine.limits(needs));
    }

    /** The sentence of the first finding that rules the run out. */
    public static Optional<String> firstFailure(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.level() == Level.FAIL)
                .map(Finding::sentence)
                .findFirst();
    }

    static List<Finding> check(PreflightNeeds needs, Limits limits) {
        Preflight preflight = new Preflight(needs, limits);
        preflight.sourceAddresses();
        preflight.descriptors();
        preflight.systemFiles();
        preflight.ports();
        preflight.lingering();
        preflight.backlog();
        preflight.heap();
        preflight.memory();
        return List.copyOf(preflight.findings);
    }

    private void add(String name, Level level, String arithmetic, String remedy, String command) {
        findings.add(
                level == Level.OK
                        ? Finding.ok(name, arithmetic)
                        : new Finding(name, level, arithmetic, remedy, command));
    }

    private static Level failIf(boolean impossible) {
        return impossible ? Level.FAIL : Level.OK;
    }

    private void sourceAddresses() {
        List<String> foreign = limits.foreignSources();
        if (!needs.sourceAddresses().isEmpty()) {
            add(
                    "source addresses",
                    failIf(!foreign.isEmpty()),
                    needs.sources() + " to connect from, "
                            + (foreign.isEmpty()
                                    ? "all of this machine"
                                    : "not of this machine: " + String.join(", ", foreign)),
                    "give the machine the address, or leave it out of wse.sourceAddresses",
                    foreign.isEmpty() ? "" : "sudo ip address add " + foreign.get(0) + " dev lo");
        }
    }

    /** The embedded server runs in a process of its own, with the same limit and as many connections. */
    private void descriptors() {
        Limits.Files process = limits.process();
        if (process == null) {
            findings.add(Finding.ok("descriptors", "the limit of this system is not known"));
            return;
        }
        long wanted = needs.connections() + process.open() + SPARE_DESCRIPTORS;
        add(
                "descriptors",
                failIf(wanted > process.most()),
                needs.connections() + " connections + " + process.open() + " open now + " + SPARE_DESCRIPTORS
                        + " spare = " + wanted + " of the " + process.most() + " a process may open here",
                "raise the limit in the shell that starts the test",
                nrOpen(wanted) + "sudo prlimit --pid $$ --nofile=" + wanted + ":" + wanted);
    }

    /** A process limit cannot pass {@code fs.nr_open}, 1,048,576 unless it was changed. */
    private static String nrOpen(long wanted) {
        return wanted > MEGABYTE ? "sudo sysctl -w fs.nr_open=" + wanted + " && " : "";
    }

    private void systemFiles() {
        Limits.Files machine = limits.machine();
        if (machine == null) {
            return;
        }
        int ends = limits.targetIsLocal() ? 2 : 1;
        long wanted = (long) needs.connections() * ends + machine.open();
        add(
                "files of the machine",
                failIf(wanted > machine.most()),
                needs.connections() + " connections x " + ends + " ends here + " + machine.open() + " open now = "
                        + wanted + " of " + machine.most(),
                "raise the machine's limit",
                "sudo sysctl -w fs.file-max=" + 2 * wanted);
    }

    private void ports() {
        Limits.Ports ports = limits.ports();
        if (ports == null) {
            findings.add(Finding.ok("local ports", "the range of this system is not known"));
            return;
        }
        long free = (long) ports.perSource() * needs.sources() - ports.taken();
        boolean widening = (long) (WIDEST_HIGH - WIDEST_LOW + 1 - ports.reserved()) * needs.sources() - ports.taken()
                >= needs.connections();
        boolean spread = limits.targetIsLocal() || !widening;
        add(
                "local ports",
                failIf(needs.connections() > free),
                needs.connections() + " connections; " + ports.perSource() + " ports (" + ports.low() + "-"
                        + ports.high()
                        + ") x " + needs.sources() + " source address" + (needs.sources() == 1 ? "" : "es") + " - "
                        + ports.taken() + " in use = " + free + " free",
                spread ? "connect from more addresses" : "widen the range of ports",
                spread ? moreSources(ports) : widen());
    }

    private String moreSources(Limits.Ports ports) {
        int count = (int) Math.ceil((double) (needs.connections() + ports.taken()) / ports.perSource());
        if (!limits.targetIsLocal() || count > ADDRESSES_SPELLED_OUT) {
            return "-Dwse.sourceAddresses=… with " + count + " addresses of this machine";
        }
        return "-Dwse.sourceAddresses="
                + IntStream.rangeClosed(1, count).mapToObj(i -> "127.0.0." + i).collect(Collectors.joining(","));
    }

    private static String widen() {
        return "sudo sysctl -w net.ipv4.ip_local_port_range=\"" + WIDEST_LOW + " " + WIDEST_HIGH + "\"";
    }

    /** The side that closes first keeps the port for a minute (RFC 9293 section 3.6.1); tiers follow each other faster. */
    private void lingering() {
        Limits.Ports ports = limits.ports();
        if (ports == null || ports.reusesTimeWait()) {
            return;
        }
        long free = (long) ports.perSource() * needs.sources() - ports.taken();
        add(
                "ports in TIME_WAIT",
                needs.connectionsInAll() > free ? Level.WARN : Level.OK,
                needs.connectionsInAll() + " connections of all tiers, " + free
                        + " ports free, none reused within a minute",
                "let new connections reuse them",
                "sudo sysctl -w net.ipv4.tcp_tw_reuse=1");
    }

    private void backlog() {
        Integer backlog = limits.backlog();
        if (backlog == null) {
            return;
        }
        int burst = needs.window() == 0 ? needs.connections() : Math.min(needs.window(), needs.connections());
        add(
                "accept queue",
                burst > backlog ? Level.WARN : Level.OK,
                burst + " handshakes at once, " + backlog + " may wait in a listening socket (net.core.somaxconn)",
                "what overflows is sent again after 1 s; lengthen the queue, or bound the handshakes by wse.connectWindow",
                "sudo sysctl -w net.core.somaxconn=" + WIDEST_HIGH + " net.ipv4.tcp_max_syn_backlog=" + WIDEST_HIGH);
    }

    private void heap() {
        Limits.Memory memory = limits.memory();
        ClientHeap heap = needs.heap();
        long wanted = memory.heapUsed() + heap.bytesPerConnection() * needs.connections();
        boolean tooMuch = wanted > MOST_OF_HEAP * memory.heapMost();
        String arithmetic = needs.connections() + " connections x " + heap.bytesPerConnection() + " B of the "
                + heap.engine()
                + " engine + " + megabytes(memory.heapUsed()) + " used now = " + megabytes(wanted) + ", "
                + percent(MOST_OF_HEAP) + " of the heap are " + megabytes((long) (MOST_OF_HEAP * memory.heapMost()));
        if (heap.isGatling()) {
            String remedy = "the tier is too large for one Gatling process, use the netty engine";
            add("heap", failIf(tooMuch), arithmetic, remedy, "-Dwse.engine=netty");
        } else {
            long enough = (long) (wanted / MOST_OF_HEAP) / MEGABYTE + 1;
            add("heap", failIf(tooMuch), arithmetic, "give the JVM more heap", "-Dgatling.jvmArgs=-Xmx" + enough + "m");
        }
    }

    private void memory() {
        Limits.Memory memory = limits.memory();
        long kernel = KERNEL_BYTES_PER_PAIR / (limits.targetIsLocal() ? 1 : 2);
        long server = needs.isEmbedded() ? SERVER_HEAP_BYTES : 0;
        long each = kernel + needs.heap().bytesPerConnection() + server;
        long wanted = each * needs.connections();
        add(
                "memory",
                failIf(wanted > memory.available()),
                needs.connections() + " connections x (" + kernel + " B kernel + "
                        + needs.heap().bytesPerConnection() + " B client"
                        + (server == 0 ? "" : " + " + server + " B server")
                        + ") = " + megabytes(wanted) + " of " + megabytes(memory.available()) + " available",
                "free memory, or make the tier smaller",
                "-Dwse.tiers=" + memory.available() / each);
    }

    private static String megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE + " MB";
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
