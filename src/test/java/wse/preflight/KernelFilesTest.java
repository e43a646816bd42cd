package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFilesTest {

    private static final String TABLE = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:138E 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
               1: 0100007F:C001 0100007F:138E 01 00000000:00000000 00:00000000 00000000     0        0 2
               2: 0100007F:C002 0100007F:138E 06 00000000:00000000 00:00000000 00000000     0        0 0
               3: 0000000000000000FFFF00000100007F:C003 0000000000000000FFFF00000100007F:138E 01 0:0 00:0 0 0 0 3
               4: 0100007F:138E 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 4
               5: 0100007F:C005 0200007F:138E 01 00000000:00000000 00:00000000 00000000     0        0 5
            """;

    @Test
    void shouldCountSocketsToTheTargetOnly() {
        InetSocketAddress target = new InetSocketAddress("127.0.0.1", 0x138E);

        assertThat(KernelFiles.countTo(TABLE.lines(), target, false)).isEqualTo(2);
        assertThat(KernelFiles.countTo(TABLE.lines(), target, true)).isEqualTo(1);
    }

    @Test
    void shouldReadIpv6Addresses() {
        String row = "0: 0:C001 00000000000000000000000001000000:138E 01\n";

        assertThat(KernelFiles.countTo(row.lines(), new InetSocketAddress("::1", 0x138E), false))
                .isEqualTo(1);
        assertThat(KernelFiles.countTo(row.lines(), new InetSocketAddress("::2", 0x138E), false))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|0", "8080|0", "10000|1", "10000-10009,10999|11", "9000-10001|2", "10998-20000|2"})
    void shouldCountReservedPortsOfTheRange(String list, int reserved) {
        assertThat(KernelFiles.reservedPorts(list, 10_000, 10_999)).isEqualTo(reserved);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSeeARealConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            InetSocketAddress target = (InetSocketAddress) client.getRemoteSocketAddress();

            assertThat(KernelFiles.ports(List.of(target), true).orElseThrow().busy())
                    .isEqualTo(1);
        }
    }
}
