package wse.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import wse.Cores;
import wse.Quiet;
import wse.measure.ServerUsage;

/** In place of a server, a process that only uses up its core. */
@Quiet
@EnabledOnOs(OS.LINUX)
class ServerCoresTest {

    @Test
    void shouldSeeThatAServerSharesItsCore() throws Exception {
        Process server = Cores.spinner(0);
        Process stranger = Cores.spinner(0);
        try {
            ServerWatch watch = ServerWatch.start(List.of(server.pid()), List.of(), 0);
            assertThat(stranger.waitFor(2, TimeUnit.SECONDS))
                    .as("it goes on meanwhile")
                    .isFalse();

            ServerUsage usage = watch.stop();

            assertThat(usage.coreWaitPercent()).as("about half").isBetween(25.0, 100.0);
            assertThat(usage.coresTakenPercent()).as("about half").isBetween(25.0, 100.0);
            assertThat(usage.lackedCores()).isTrue();
        } finally {
            server.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    @Test
    void shouldReportNothingAboutARemoteOrEndedServer() throws Exception {
        Process server = Cores.spinner(0);
        ServerCores gone = ServerCores.watch(List.of(server.pid()));
        ServerCores elsewhere = ServerCores.watch(List.of());
        server.destroyForcibly().waitFor();

        for (ServerCores cores : List.of(gone, elsewhere)) {
            assertThat(cores.share()).isEmpty();
            assertThat(cores.use()).isEmpty();
        }
    }
}
