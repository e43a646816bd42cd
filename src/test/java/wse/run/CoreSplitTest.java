package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wse.child.Affinity;
import wse.config.Config;
import wse.config.TestKind;
import wse.machine.ProcFs;
import wse.run.crew.Spread;

class CoreSplitTest {

    private static final Spread ONE_EACH = new Spread(1, 100, 0, 1, List.of());

    private static Config config(Map<String, String> settings) {
        return Config.from(TestKind.CONNECTION_STORM, settings, Map.of());
    }

    @Test
    void shouldGiveTheServerTheFirstHalf() {
        assertThat(CoreSplit.of(List.of(0, 1), ONE_EACH)).isEqualTo(new CoreSplit(List.of(0), List.of(1)));
        assertThat(CoreSplit.of(List.of(2, 3, 6, 7, 8), ONE_EACH))
                .isEqualTo(new CoreSplit(List.of(2, 3), List.of(6, 7, 8)));
    }

    @Test
    void shouldNotSplitASingleCore() {
        assertThat(CoreSplit.of(List.of(3), ONE_EACH)).isEqualTo(CoreSplit.NONE);
    }

    @Test
    void shouldLeaveManyProcessesToTheKernel() {
        List<Integer> cores = IntStream.range(0, 8).boxed().toList();

        assertThat(CoreSplit.of(cores, new Spread(2, 100, 0, 1, List.of()))).isEqualTo(CoreSplit.NONE);
        assertThat(CoreSplit.of(cores, new Spread(1, 100, 0, 2, List.of()))).isEqualTo(CoreSplit.NONE);
    }

    @Test
    void shouldSplitOnlyForTheEmbeddedServer() {
        assumeTrue(Affinity.isAvailable() && ProcFs.allowedCores("self").size() > 1);

        assertThat(CoreSplit.of(config(Map.of()), ONE_EACH).client()).isNotEmpty();
        assertThat(CoreSplit.of(config(Map.of("wse.host", "127.0.0.1")), ONE_EACH))
                .isEqualTo(CoreSplit.NONE);
        assertThat(CoreSplit.of(config(Map.of("wse.splitCores", "false")), ONE_EACH))
                .isEqualTo(CoreSplit.NONE);
    }

    @Test
    void shouldStartAndRestrictProcesses() throws Exception {
        List<Integer> all = ProcFs.allowedCores("self");
        assumeTrue(Affinity.isAvailable() && !all.isEmpty());
        List<Integer> last = all.subList(all.size() - 1, all.size());
        try {
            assertThat(new CoreSplit(List.of(), last).afterRestrictingClient().client())
                    .isEqualTo(last);
            assertThat(ProcFs.allowedCores("self")).isEqualTo(last);
        } finally {
            Affinity.restrictThisProcess(all);
        }
    }

    @Test
    void shouldReportNoSplitThatTheSystemDoesNotPermit() {
        assumeTrue(Affinity.isAvailable());

        assertThat(new CoreSplit(List.of(0), List.of(9_999)).afterRestrictingClient())
                .isEqualTo(CoreSplit.NONE);
    }
}
