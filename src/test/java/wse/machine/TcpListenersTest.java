package wse.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds the owners of listening sockets in an imaginary {@code /proc}. */
class TcpListenersTest {

    private static final int PORT = 5_006;

    @TempDir
    Path proc;

    private final List<String> tcp = new ArrayList<>(List.of("  sl  local_address rem_address   st"));
    private final List<String> tcp6 = new ArrayList<>(List.of("  sl  local_address rem_address   st"));

    @BeforeEach
    void makeTables() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("sys"));
    }

    /** A socket on an address as the kernel prints it. */
    private TcpListenersTest socket(List<String> table, String address, String state, int inode) {
        table.add("   0: " + address + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000     0"
                + "        0 " + inode + " 1 0000000000000000 100 0 0 10 0");
        return this;
    }

    private void listening(String address, int inode) {
        socket(address.length() > 16 ? tcp6 : tcp, address, "0A", inode);
    }

    private void process(int id, String name, int... inodes) throws IOException {
        Path descriptors = Files.createDirectories(proc.resolve(id + "/fd"));
        Files.createSymbolicLink(descriptors.resolve("0"), Path.of("pipe:[5]"));
        for (int i = 0; i < inodes.length; i++) {
            Files.createSymbolicLink(descriptors.resolve(String.valueOf(i + 3)), Path.of("socket:[" + inodes[i] + "]"));
        }
        Files.writeString(proc.resolve(id + "/comm"), name + "\n");
    }

    private List<Long> at(String host) throws IOException {
        Files.write(proc.resolve("net/tcp"), tcp);
        Files.write(proc.resolve("net/tcp6"), tcp6);
        return new TcpListeners(proc).processesAt(new InetSocketAddress(InetAddress.getByName(host), PORT));
    }

    /** The first process listens on 127.0.0.1, the second on 127.0.0.2, and so on, all on the same port. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, 1", "127.0.0.2, 2", "127.0.0.3, 3", "10.0.0.9, 3", "::1, 4", "fe80::1, 5", "2001:db8::1, 5"
    })
    void shouldFindTheProcessThatTheKernelConnectsTo(String host, long process) throws IOException {
        listening("0100007F:138E", 11);
        listening("0200007F:138E", 12);
        listening("00000000:138E", 13);
        listening("00000000000000000000000001000000:138E", 14);
        listening("00000000000000000000000000000000:138E", 15);
        for (int id = 1; id <= 5; id++) {
            process(id, "server", 10 + id);
        }

        assertThat(at(host)).containsExactly(process);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000:138E, true",
        "0000000000000000FFFF00000100007F:138E, true",
        "0000000000000000FFFF000000000000:138E, true",
        "0000000000000000FFFF00000200007F:138E, false",
        "00000000000000000000000001000000:138E, false",
        "0100007F:138F, false",
        "0200007F:138E, false",
        "8E130100:0050, false"
    })
    void shouldKnowWhichSocketsTakeConnectionsToAnIpv4Address(String socket, boolean takes) throws IOException {
        listening(socket, 11);
        process(1, "server", 11);

        assertThat(at("127.0.0.1")).hasSize(takes ? 1 : 0);
    }

    @Test
    void shouldIgnoreSocketsThatDoNotListen() throws IOException {
        socket(tcp, "0100007F:138E", "01", 11);
        process(1, "server", 11);

        assertThat(at("127.0.0.1")).isEmpty();
    }

    /** Processes that were forked after the server began to listen, and the sockets of SO_REUSEPORT. */
    @Test
    void shouldFindAllProcessesThatShareTheAddress() throws IOException {
        listening("0100007F:138E", 11);
        listening("0100007F:138E", 12);
        process(7, "worker", 11);
        process(30, "worker", 12, 40);
        process(200, "worker", 40, 12);
        process(9, "another", 40);

        assertThat(at("127.0.0.1")).containsExactly(7L, 30L, 200L);
    }

    /** The sum over the visible processes would be wrong. */
    @Test
    void shouldFindNothingIfAnOwnerIsHidden() throws IOException {
        listening("0100007F:138E", 11);
        listening("0100007F:138E", 12);
        process(7, "worker", 11);

        assertThat(at("127.0.0.1")).isEmpty();
    }

    /** A server in another network namespace, whose sockets are in no table of this one. */
    @Test
    void shouldIgnoreASocketThatIsInNoTable() throws IOException {
        listening("0100007F:138E", 11);
        process(7, "server", 11);
        process(8, "container", 12);

        assertThat(at("127.0.0.1")).containsExactly(7L);
    }

    @Test
    void shouldLeaveOutSystemdIfItHasPassedItsSocketToAService() throws IOException {
        listening("0100007F:138E", 11);
        process(1, "systemd", 11);
        assertThat(at("127.0.0.1")).containsExactly(1L);

        process(7, "service", 11);
        assertThat(at("127.0.0.1")).containsExactly(7L);
    }

    @Test
    void shouldDoWithoutTheTableOfIpv6() throws IOException {
        listening("0100007F:138E", 11);
        process(7, "server", 11);
        Files.write(proc.resolve("net/tcp"), tcp);

        InetSocketAddress target = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), PORT);
        assertThat(new TcpListeners(proc).processesAt(target)).containsExactly(7L);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldFindThisProcessByItsRealSocket() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            TcpListeners listeners = TcpListeners.ofThisMachine().orElseThrow();

            assertThat(listeners.processesAt((InetSocketAddress) one.getLocalSocketAddress()))
                    .containsExactly(ProcessHandle.current().pid());
            assertThat(listeners.processesAt(new InetSocketAddress("127.0.0.1", one.getLocalPort())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1", "::, ::1", "127.0.0.2, 127.0.0.2", "192.0.2.1, 192.0.2.1"})
    void shouldKnowWhatAConnectionToTheWildcardReaches(String host, String reached) throws IOException {
        assertThat(LocalAddress.reachedBy(InetAddress.getByName(host))).isEqualTo(InetAddress.getByName(reached));
    }
}
