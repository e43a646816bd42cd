package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures what an idle connection costs a server in its own process. */
class IdleConnectionIT {

    private static final int CONNECTIONS = 4_000;
    private static final long MOST_HEAP_BYTES = 2_560;

    @Test
    void shouldHoldAnIdleConnectionInLittleHeap() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerOptions.defaults())) {
            List<RawClient> clients = connect(server, 200);
            long before = heapAfterCollection(server);
            clients.addAll(connect(server, CONNECTIONS));
            long perConnection = (heapAfterCollection(server) - before) / CONNECTIONS;
            System.out.println("heap per idle connection: " + perConnection + " bytes");
            assertThat(perConnection).isBetween(100L, MOST_HEAP_BYTES);
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static List<RawClient> connect(ServerProcess server, int count) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(RawClient.ready(server.port()).barrier());
        }
        return clients;
    }

    private static long heapAfterCollection(ServerProcess server) throws IOException, InterruptedException {
        return RawClient.countersAfterCollection(server.metricsUri()).get("wse_heap_used_bytes");
    }
}
