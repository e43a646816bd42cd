package wse.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limits of the operating system that decide how many connections a machine can hold. Stateless. */
public final class Tuning {

    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\S+)");

    private Tuning() {}

    /** The limits by name, as found now; null if none can be read, as on other systems than Linux. */
    public static Map<String, String> found() {
        Map<String, String> found = new LinkedHashMap<>();
        ProcFs.text("self/limits").flatMap(Tuning::openFiles).ifPresent(limit -> found.put("nofile", limit));
        put(found, "ip_local_port_range", "sys/net/ipv4/ip_local_port_range");
        put(found, "somaxconn", "sys/net/core/somaxconn");
        put(found, "tcp_tw_reuse", "sys/net/ipv4/tcp_tw_reuse");
        put(found, "tcp_max_syn_backlog", "sys/net/ipv4/tcp_max_syn_backlog");
        put(found, "tcp_mem", "sys/net/ipv4/tcp_mem");
        return found.isEmpty() ? null : found;
    }

    private static void put(Map<String, String> found, String name, String file) {
        ProcFs.text(file).map(text -> text.strip().replaceAll("\\s+", " ")).ifPresent(value -> found.put(name, value));
    }

    /** The soft limit on open files of a process, from the text of its {@code limits}. */
    static Optional<String> openFiles(String limits) {
        Matcher line = OPEN_FILES.matcher(limits);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }
}
