package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.Quiet;
import wse.child.ClassArchive;
import wse.cluster.ClusterCoordinator;
import wse.cluster.ClusterOptions;
import wse.cluster.ClusterSecret;
import wse.cluster.Seeds;

/** Quiet, because workers that start slowly are restarted, and the test waits for the first ones. */
@Quiet
class WorkersIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void shouldRestartWorkersThatDoNotGetInTouch() throws Exception {
        String secret = ClusterSecret.randomText();
        ClusterOptions options = new ClusterOptions(
                "coordinator",
                InetAddress.getLoopbackAddress(),
                0,
                Seeds.none(),
                ClusterSecret.of(secret),
                Worker.SILENCE,
                Worker.REUNION);
        try (ClusterCoordinator coordinator = ClusterCoordinator.open(options);
                Workers workers = Workers.start(new Workers.Make(
                        2, 1, coordinator.address().getPort(), secret, ClassArchive.NONE, Worker.class, List.of()))) {
            assertThat(members(coordinator)).containsExactly("worker-1", "worker-2");

            assertThat(workers.restartAllBut(List.of("worker-1"))).containsExactly("worker-2");

            // The previous worker may still be a member for a moment; names are unique.
            assertThat(members(coordinator)).contains("worker-1").anyMatch(name -> name.startsWith("worker-2"));
            assertThat(workers.restartAllBut(List.of("worker-1", "worker-2"))).isEmpty();
        }
    }

    private static List<String> members(ClusterCoordinator coordinator) throws Exception {
        return coordinator.members(2, LONG).get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
}
