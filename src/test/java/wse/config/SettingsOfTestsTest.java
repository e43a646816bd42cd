package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.config.TestKind.CONNECTION_STORM;
import static wse.config.TestKind.SUSTAINED_HOLD;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting without an effect is refused, because the user expects it to have one. */
class SettingsOfTestsTest {

    private static final Set<Setting<?>> OF_ALL_RUNS = Set.of(Settings.CLUSTER_SECRET, Settings.CLUSTER_SECRET_FILE);

    private static Stream<Arguments> settingsOfOtherTests() {
        return Settings.ALL.stream()
                .filter(setting -> !OF_ALL_RUNS.contains(setting))
                .flatMap(setting -> Stream.of(TestKind.values())
                        .filter(test -> !setting.tests().contains(test))
                        .map(test -> Arguments.of(test, setting)));
    }

    /** Values of settings without a default. */
    private static final Map<Setting<?>, String> ACCEPTED = Map.of(
            GateSettings.MAX_P99, "50ms",
            GateSettings.MIN_RATE, "1000",
            StormSettings.PACED_RATE, "300",
            ScriptSettings.CORPUS, "README.md");

    /** Uses a value that the setting accepts in its own tests: its default there, if it has one. */
    @ParameterizedTest
    @MethodSource("settingsOfOtherTests")
    void shouldRefuseASettingOfOtherTests(TestKind test, Setting<?> setting) {
        String value = setting.defaults().values().stream().findFirst().orElseGet(() -> ACCEPTED.get(setting));

        assertThatThrownBy(() -> Config.from(test, Map.of(setting.key(), value), Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(setting.key() + " has no effect in " + test.simulation() + ", only in ")
                .hasMessageEndingWith(": " + setting.key() + "=" + value + "; leave it out");
        assertThatThrownBy(() -> Config.from(test, Map.of(), Map.of(setting.environmentName(), value)))
                .hasMessageEndingWith(": " + setting.environmentName() + "=" + value + "; leave it out");
    }

    @Test
    void shouldNameTheTestsThatUseASetting() {
        Map<String, String> interval = Map.of("wse.pingInterval", "9s");

        assertThatThrownBy(() -> Config.from(CONNECTION_STORM, interval, Map.of()))
                .hasMessage("wse.pingInterval has no effect in ConnectionStormSimulation, only in"
                        + " SustainedHoldSimulation and ConnectionLimitSimulation: wse.pingInterval=9s; leave it out");
        assertThat(Config.from(SUSTAINED_HOLD, interval, Map.of()).get(Settings.PING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @EnumSource(value = TestKind.class, mode = EnumSource.Mode.EXCLUDE, names = "SCENARIO")
    void shouldCallEachTestByTheNameOfItsSimulation(TestKind test) throws Exception {
        assertThat(Class.forName(
                        "wse.simulations." + test.simulation(),
                        false,
                        getClass().getClassLoader()))
                .isNotNull();
    }

    /** If it is exported on each machine, every run has it in its environment. */
    @ParameterizedTest
    @EnumSource(TestKind.class)
    void shouldAcceptAClusterSecretWithoutACluster(TestKind test, @TempDir Path directory) throws Exception {
        String secret = "correct-horse-battery-staple-0123";
        Path file = PrivateFile.of(directory, secret);

        assertThat(Config.from(test, server(test), Map.of("WSE_CLUSTER_SECRET", secret))
                        .effective())
                .doesNotContainKey("wse.clusterSecret");
        assertThat(Config.from(test, server(test), Map.of("WSE_CLUSTER_SECRET_FILE", file.toString()))
                        .effective())
                .doesNotContainKeys("wse.clusterSecret", "wse.clusterSecretFile");
    }

    /** A scenario needs a server. */
    private static Map<String, String> server(TestKind test) {
        return test == TestKind.SCENARIO ? Map.of("wse.host", "127.0.0.1") : Map.of();
    }
}
