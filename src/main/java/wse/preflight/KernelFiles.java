package wse.preflight;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wse.machine.ProcFs;

/**
 * Reads the kernel's limits from Linux's {@code /proc}. Results are null on other systems and for files that may not be
 * read.
 */
final class KernelFiles {

    private static final int ON_LOOPBACK_ONLY = 2;
    private static final int HEX = 16;

    /** States of {@code /proc/net/tcp} (include/net/tcp_states.h). */
    private static final String TIME_WAIT = "06";

    private static final String LISTEN = "0A";

    private static final Pattern TIME_WAITS = Pattern.compile("(?m)^TCP:.* tw (\\d+) ");
    private static final Pattern TCP_PAGES = Pattern.compile("(?m)^TCP:.* mem (\\d+)$");

    /** The page size of x86-64 and most other machines. */
    private static final int PAGE_BYTES = 4_096;

    private KernelFiles() {}

    /** Reads {@code fs.file-nr}: the number of open files, of unused ones, and the maximum. */
    static MachineLimits.Files files() {
        String[] numbers = words("sys/fs/file-nr");
        return numbers == null ? null : new MachineLimits.Files(Long.parseLong(numbers[2]), Long.parseLong(numbers[0]));
    }

    static MachineLimits.Kernel kernel() {
        boolean withoutCookies = Objects.equals(number("sys/net/ipv4/tcp_syncookies"), 0L);
        return new MachineLimits.Kernel(
                number("sys/fs/nr_open"),
                whole(number("sys/net/core/somaxconn")),
                withoutCookies ? whole(number("sys/net/ipv4/tcp_max_syn_backlog")) : null,
                tracked(),
                tcpPages(text("sys/net/ipv4/tcp_mem"), text("net/sockstat")),
                PAGE_BYTES);
    }

    private static MachineLimits.Files tracked() {
        Long most = number("sys/net/netfilter/nf_conntrack_max");
        Long now = number("sys/net/netfilter/nf_conntrack_count");
        return most == null || now == null ? null : new MachineLimits.Files(most, now);
    }

    /**
     * @param memory text of {@code tcp_mem}: low, pressure and maximum, in pages
     * @param sockets text of {@code sockstat}, which contains a line such as {@code "TCP: inuse 1 … mem 5"}
     */
    static MachineLimits.Files tcpPages(String memory, String sockets) {
        if (memory == null || sockets == null) {
            return null;
        }
        Matcher used = TCP_PAGES.matcher(sockets);
        return new MachineLimits.Files(
                Long.parseLong(memory.strip().split("\\s+")[2]), used.find() ? Long.parseLong(used.group(1)) : 0);
    }

    private static Long number(String file) {
        OptionalLong number = ProcFs.number(file);
        return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
    }

    private static Integer whole(Long number) {
        return number == null ? null : Integer.valueOf((int) Math.min(Integer.MAX_VALUE, number));
    }

    /** @param target empty for a server that has not been started yet */
    static MachineLimits.Ports ports(Optional<InetSocketAddress> target, boolean loopback) {
        String[] range = words("sys/net/ipv4/ip_local_port_range");
        if (range == null) {
            return null;
        }
        int low = Integer.parseInt(range[0]);
        int high = Integer.parseInt(range[1]);
        return new MachineLimits.Ports(
                low,
                high,
                reservedPorts(text("sys/net/ipv4/ip_local_reserved_ports"), low, high),
                countTo(target, false),
                countTo(target, true),
                reusesTimeWait(loopback));
    }

    private static boolean reusesTimeWait(boolean loopback) {
        String[] reuse = words("sys/net/ipv4/tcp_tw_reuse");
        int value = reuse == null ? 0 : Integer.parseInt(reuse[0]);
        return value == 1 || (value == ON_LOOPBACK_ONLY && loopback);
    }

    /** @param list for example {@code "8080,9000-9010"}; null or empty for none */
    static int reservedPorts(String list, int low, int high) {
        if (list == null || list.isBlank()) {
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

    private static int countTo(Optional<InetSocketAddress> target, boolean timeWait) {
        return target.filter(known -> !known.isUnresolved()).stream()
                .flatMapToInt(known ->
                        Stream.of("net/tcp", "net/tcp6").mapToInt(table -> countInTable(table, known, timeWait)))
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
        String sockets = text("net/sockstat");
        Matcher timeWaits = TIME_WAITS.matcher(sockets == null ? "" : sockets);
        return timeWaits.find() ? Long.parseLong(timeWaits.group(1)) : 0;
    }

    /**
     * Counts the rows of a socket table whose remote end is the target; the IPv6 table holds IPv4 addresses in mapped
     * form.
     */
    static int countTo(Stream<String> table, InetSocketAddress target, boolean timeWait) {
        String remote = hex(target.getAddress()) + String.format(Locale.ROOT, ":%04X", target.getPort());
        return (int) table.map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 3 && fields[2].endsWith(remote))
                .filter(fields -> !fields[3].equals(LISTEN) && fields[3].equals(TIME_WAIT) == timeWait)
                .count();
    }

    /**
     * The kernel prints each group of 32 bits as a number in the machine's byte order, which is little-endian wherever
     * this runs.
     */
    private static String hex(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < bytes.length; word += Integer.BYTES) {
            for (int i = word + Integer.BYTES - 1; i >= word; i--) {
                text.append(Character.forDigit((bytes[i] >> 4) & 0xf, HEX))
                        .append(Character.forDigit(bytes[i] & 0xf, HEX));
            }
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }

    private static String[] words(String file) {
        return ProcFs.words(file).orElse(null);
    }

    private static String text(String file) {
        return ProcFs.text(file).orElse(null);
    }
}
