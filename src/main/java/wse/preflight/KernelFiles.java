package wse.preflight;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wse.machine.KernelAddress;
import wse.machine.ProcFs;

/**
 * Reads the kernel's limits from Linux's {@code /proc}. Results are empty on other systems and for files that may not be
 * read.
 */
final class KernelFiles {

    private static final int ON_LOOPBACK_ONLY = 2;

    /** States of {@code /proc/net/tcp} (include/net/tcp_states.h). */
    private static final String TIME_WAIT = "06";

    private static final String LISTEN = "0A";

    private static final Pattern TIME_WAITS = Pattern.compile("(?m)^TCP:.* tw (\\d+) ");
    private static final Pattern TCP_PAGES = Pattern.compile("(?m)^TCP:.* mem (\\d+)$");

    /** The page size of x86-64 and most other machines. */
    private static final int PAGE_BYTES = 4_096;

    private KernelFiles() {}

    /** Reads {@code fs.file-nr}: the number of open files, of unused ones, and the maximum. */
    static Optional<MachineLimits.Files> files() {
        return ProcFs.words("sys/fs/file-nr")
                .map(numbers -> new MachineLimits.Files(Long.parseLong(numbers[2]), Long.parseLong(numbers[0])));
    }

    static MachineLimits.Kernel kernel() {
        boolean withoutCookies = ProcFs.number("sys/net/ipv4/tcp_syncookies").equals(OptionalLong.of(0));
        return new MachineLimits.Kernel(
                ProcFs.number("sys/fs/nr_open"),
                whole(ProcFs.number("sys/net/core/somaxconn")),
                withoutCookies ? whole(ProcFs.number("sys/net/ipv4/tcp_max_syn_backlog")) : OptionalInt.empty(),
                tracked(),
                tcpPages(),
                PAGE_BYTES);
    }

    private static Optional<MachineLimits.Files> tracked() {
        OptionalLong most = ProcFs.number("sys/net/netfilter/nf_conntrack_max");
        OptionalLong now = ProcFs.number("sys/net/netfilter/nf_conntrack_count");
        return most.isPresent() && now.isPresent()
                ? Optional.of(new MachineLimits.Files(most.getAsLong(), now.getAsLong()))
                : Optional.empty();
    }

    private static Optional<MachineLimits.Files> tcpPages() {
        return ProcFs.text("sys/net/ipv4/tcp_mem")
                .flatMap(memory -> ProcFs.text("net/sockstat").map(sockets -> tcpPages(memory, sockets)));
    }

    /**
     * @param memory text of {@code tcp_mem}: low, pressure and maximum, in pages
     * @param sockets text of {@code sockstat}, which contains a line such as {@code "TCP: inuse 1 … mem 5"}
     */
    static MachineLimits.Files tcpPages(String memory, String sockets) {
        Matcher used = TCP_PAGES.matcher(sockets);
        return new MachineLimits.Files(
                Long.parseLong(memory.strip().split("\\s+")[2]), used.find() ? Long.parseLong(used.group(1)) : 0);
    }

    private static OptionalInt whole(OptionalLong number) {
        return number.isPresent()
                ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, number.getAsLong()))
                : OptionalInt.empty();
    }

    /** @param targets the addresses of the server; empty for a server that has not been started yet */
    static Optional<MachineLimits.Ports> ports(List<InetSocketAddress> targets, boolean loopback) {
        return ProcFs.words("sys/net/ipv4/ip_local_port_range").map(range -> ports(range, targets, loopback));
    }

    private static MachineLimits.Ports ports(String[] range, List<InetSocketAddress> targets, boolean loopback) {
        int low = Integer.parseInt(range[0]);
        int high = Integer.parseInt(range[1]);
        return new MachineLimits.Ports(
                low,
                high,
                reservedPorts(
                        ProcFs.text("sys/net/ipv4/ip_local_reserved_ports").orElse(""), low, high),
                countTo(targets, false),
                countTo(targets, true),
                reusesTimeWait(loopback),
                Math.max(1, targets.size()));
    }

    private static boolean reusesTimeWait(boolean loopback) {
        long value = ProcFs.number("sys/net/ipv4/tcp_tw_reuse").orElse(0);
        return value == 1 || (value == ON_LOOPBACK_ONLY && loopback);
    }

    /** @param list for example {@code "8080,9000-9010"}; blank for none */
    static int reservedPorts(String list, int low, int high) {
        if (list.isBlank()) {
            return 0;
        }
        int reserved = 0;
        for (String part : list.strip().split(",")) {
            String[] ends = part.split("-");
            int first = Math.max(low, Integer.parseInt(ends[0]));
            int last = Math.min(high, Integer.parseInt(ends[ends.length - 1]));
            reserved += Math.max(0, last - first + 1);
        }
        return reserved;
    }

    private static int countTo(List<InetSocketAddress> targets, boolean timeWait) {
        return targets.stream()
                .filter(address -> !address.isUnresolved())
                .flatMapToInt(address ->
                        Stream.of("net/tcp", "net/tcp6").mapToInt(table -> countInTable(table, address, timeWait)))
                .sum();
    }

    private static int countInTable(String table, InetSocketAddress target, boolean timeWait) {
        return ProcFs.text(table, rows -> countTo(rows, target, timeWait)).orElse(0);
    }

    /**
     * The number of sockets of the whole machine in TIME_WAIT; both ends of a connection count if both are on this
     * machine.
     */
    static long timeWaits() {
        Matcher timeWaits = TIME_WAITS.matcher(ProcFs.text("net/sockstat").orElse(""));
        return timeWaits.find() ? Long.parseLong(timeWaits.group(1)) : 0;
    }

    /**
     * Counts the rows of a socket table whose remote end is the target; the IPv6 table holds IPv4 addresses in mapped
     * form.
     */
    static int countTo(Stream<String> table, InetSocketAddress target, boolean timeWait) {
        String remote = KernelAddress.of(target);
        return (int) table.map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 3 && fields[2].endsWith(remote))
                .filter(fields -> !fields[3].equals(LISTEN) && fields[3].equals(TIME_WAIT) == timeWait)
                .count();
    }
}
