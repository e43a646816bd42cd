package wse.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the processes that accept the connections to an address of this machine, from Linux's {@code /proc}. Only sockets
 * of this process's network namespace count: its socket tables contain no others, and a socket's inode is unique over all
 * namespaces. Stateless.
 */
public final class TcpListeners {

    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /**
     * The part before the address of an IPv4 address in an IPv6 socket (RFC 4291, 2.5.5.2), as the kernel prints it.
     */
    private static final String MAPPED = "0000000000000000FFFF0000";

    private static final String ANY_IPV4 = "00000000";
    private static final String ANY_IPV6 = ANY_IPV4.repeat(4);

    /** Listens on behalf of services and passes its sockets on to them, but accepts no connections itself. */
    private static final String SYSTEMD = "systemd";

    private final Path proc;

    TcpListeners(Path proc) {
        this.proc = proc;
    }

    /** @return empty on systems other than Linux */
    public static Optional<TcpListeners> ofThisMachine() {
        Path proc = Path.of("/proc");
        return Files.isReadable(proc.resolve("net/tcp")) ? Optional.of(new TcpListeners(proc)) : Optional.empty();
    }

    /**
     * The ids of the processes that accept the connections to this address. There are several if they share one socket, or
     * if several sockets share the address (SO_REUSEPORT). Another process that listens on the same port but on another
     * address is not among them.
     *
     * @param target an address of this machine
     * @return in ascending order; empty if nothing listens there, or if this user may not see the owner of one of the
     *     sockets, because the figures of only some of a server's processes would be wrong
     */
    public List<Long> processesAt(InetSocketAddress target) {
        Set<String> sockets = socketsAt(target);
        if (sockets.isEmpty()) {
            return List.of();
        }
        Map<Long, Set<String>> owners = owners(sockets);
        Set<String> owned = owners.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return owned.containsAll(sockets) ? accepting(owners) : List.of();
    }

    /**
     * The inodes of the sockets that receive the connections to this address. The kernel prefers a socket on the exact
     * address to one on all addresses, and an IPv4 socket to an IPv6 socket that takes IPv4 connections, too.
     */
    private Set<String> socketsAt(InetSocketAddress target) {
        Map<String, Set<String>> listening = listening(target.getPort());
        return addressesFor(target.getAddress())
                .map(address -> listening.getOrDefault(address, Set.of()))
                .filter(sockets -> !sockets.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private static Stream<String> addressesFor(InetAddress address) {
        String exact = KernelAddress.hex(address);
        return address instanceof Inet4Address
                ? Stream.of(exact, MAPPED + exact, ANY_IPV4, MAPPED + ANY_IPV4, ANY_IPV6)
                : Stream.of(exact, ANY_IPV6);
    }

    /** The inodes of all sockets that listen on this port, by local address. */
    private Map<String, Set<String>> listening(int port) {
        Map<String, Set<String>> inodes = new HashMap<>();
        Stream.of("net/tcp", "net/tcp6").forEach(table -> addListening(table, KernelAddress.port(port), inodes));
        return inodes;
    }

    private void addListening(String table, String port, Map<String, Set<String>> inodes) {
        try (Stream<String> rows = Files.lines(proc.resolve(table))) {
            rows.filter(row -> row.contains(" " + LISTEN + " ") && row.contains(port))
                    .map(row -> row.strip().split("\\s+"))
                    .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTEN))
                    .filter(fields -> fields[LOCAL_ADDRESS].endsWith(port))
                    .forEach(fields -> inodes.computeIfAbsent(
                                    fields[LOCAL_ADDRESS].substring(0, fields[LOCAL_ADDRESS].length() - port.length()),
                                    address -> new HashSet<>())
                            .add(fields[INODE]));
        } catch (IOException | UncheckedIOException withoutThisFamily) {
            // A kernel without IPv6 has no table for it.
        }
    }

    /** The processes that hold at least one of these sockets, each with the sockets that it holds. */
    private Map<Long, Set<String>> owners(Set<String> sockets) {
        Map<Long, Set<String>> owners = new HashMap<>();
        children(proc)
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(TcpListeners::isNumber)
                .forEach(id -> {
                    Set<String> held = held(id, sockets);
                    if (!held.isEmpty()) {
                        owners.put(Long.valueOf(id), held);
                    }
                });
        return owners;
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private Set<String> held(String processId, Set<String> sockets) {
        return children(proc.resolve(processId + "/fd"))
                .map(TcpListeners::inode)
                .filter(sockets::contains)
                .collect(Collectors.toSet());
    }

    /** The inode of the socket that a descriptor refers to; empty text if it refers to something else. */
    private static String inode(Path descriptor) {
        try {
            String link = Files.readSymbolicLink(descriptor).toString();
            return link.startsWith("socket:[") ? link.substring("socket:[".length(), link.length() - 1) : "";
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Empty if the directory has disappeared or belongs to another user. */
    private static Stream<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList().stream();
        } catch (IOException | UncheckedIOException goneOrForbidden) {
            return Stream.empty();
        }
    }

    private List<Long> accepting(Map<Long, Set<String>> owners) {
        List<Long> services =
                owners.keySet().stream().filter(id -> !isSystemd(id)).sorted().toList();
        return services.isEmpty() ? owners.keySet().stream().sorted().toList() : services;
    }

    private boolean isSystemd(Long processId) {
        try {
            return Files.readString(proc.resolve(processId + "/comm")).strip().equals(SYSTEMD);
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }
}
