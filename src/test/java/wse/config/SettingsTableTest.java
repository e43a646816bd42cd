package wse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of settings that the documentation shows. */
class SettingsTableTest {

    @Test
    void shouldDescribeEverySettingInOneRow() {
        List<String> rows = Settings.describe().lines().toList();

        assertThat(rows).hasSize(Settings.ALL.size() + 2);
        for (int i = 0; i < Settings.ALL.size(); i++) {
            assertThat(rows.get(i + 2))
                    .startsWith("| `" + Settings.ALL.get(i).key() + "` | `WSE_")
                    .endsWith(" |");
        }
        assertThat(Settings.describe())
                .contains(
                        "| `wse.clusterSecretFile` | `WSE_CLUSTER_SECRET_FILE` | all but scenario, with wse.engine=netty | none |",
                        "| `wse.sizes` | `WSE_SIZES` | size-matrix | 64,",
                        "| `wse.eventLoops` | `WSE_EVENT_LOOPS` | all, with wse.engine=netty | 0 |",
                        "| `wse.tiers` | `WSE_TIERS` | connection-storm, ping-latency, sustained-hold, floods | 100,500,1000; connection-storm: 100,500,1000,2000,5000; "
                                + "sustained-hold: 1000,5000; size-matrix, format-comparison: 100,500 |",
                        "| `wse.duration` | `WSE_DURATION` | ping-latency, floods | 10s; size-matrix: 5s |");
    }
}
