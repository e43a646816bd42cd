package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SuiteConfigTest {

    private static Config config(SuiteTest test, SuiteProfile profile, String... more) {
        Map<String, String> properties = new HashMap<>();
        properties.put("wse.suite", profile.label());
        properties.put("wse.suiteId", "20261127-213000");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return Config.from(test.kind(), "wse.simulations." + test.simulation(), properties, Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveValidDefaultsInEveryProfile(SuiteTest test) {
        for (SuiteProfile profile : SuiteProfile.values()) {
            assertThat(config(test, profile).get(Settings.ENGINE))
                    .isEqualTo(test.isByGatling() ? EngineKind.GATLING : EngineKind.NETTY);
        }
    }

    @Test
    void shouldTakeTheDefaultsOfTheProfile() {
        assertThat(config(SuiteTest.STORM, SuiteProfile.QUICK).tiers()).containsExactly(100, 1_000);
        assertThat(config(SuiteTest.STORM, SuiteProfile.FULL).tiers())
                .hasSize(11)
                .endsWith(100_000);
        assertThat(config(SuiteTest.LIMIT, SuiteProfile.FULL).tiers()).containsExactly(500_000);
        assertThat(config(SuiteTest.STORM_BY_GATLING, SuiteProfile.DEFAULT).tiers())
                .containsExactly(1_000);
    }

    @Test
    void shouldLetTheUsersSettingsWinWhereTheyHaveAnEffect() {
        String[] own = {"wse.duration", "7s", "wse.pings", "3"};

        assertThat(config(SuiteTest.PING, SuiteProfile.QUICK, own).get(Settings.DURATION))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(config(SuiteTest.THROUGHPUT, SuiteProfile.QUICK, own).get(Settings.DURATION))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(config(SuiteTest.STORM, SuiteProfile.QUICK, own).effective())
                .doesNotContainKeys("wse.duration", "wse.pings");
    }

    @Test
    void shouldChangeNothingWithoutASuite() {
        assertThat(Config.from(TestKind.CONNECTION_STORM, Map.of(), Map.of()).effective())
                .doesNotContainKeys("wse.suite", "wse.suiteId")
                .containsEntry("wse.tiers", "100,500,1000,2000,5000")
                .containsEntry("wse.engine", "netty");
    }

    @ParameterizedTest
    @CsvSource({
        "wse.suite, default, wse.suite=default; pass -Dwse.suite to Maven",
        "wse.suite, long, 'wse.suite takes quick, default or full: wse.suite=long'",
        "wse.suiteId, a, wse.suiteId has no effect without wse.suite: wse.suiteId=a",
        "wse.suiteId, ../a, 'wse.suiteId takes letters, digits and hyphens'"
    })
    void shouldRefuseHalfASuite(String key, String value, String words) {
        assertThatThrownBy(() -> Config.from(TestKind.PING_LATENCY, Map.of(key, value), Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(words);
    }

    @Test
    void shouldNotCallTheDefaultsOfTheProfileAChoiceOfTheUser() {
        Config config = config(SuiteTest.PING, SuiteProfile.DEFAULT, "wse.pings", "9");

        assertThat(Config.chosenInSuite(SuiteTest.PING, Optional.of(SuiteProfile.DEFAULT), config.effective()))
                .containsExactly(Map.entry("wse.pings", "9"));
    }

    @Test
    void shouldKeepAUsersValueWhenTheDefaultChanges() {
        assertThat(config(SuiteTest.STORM, SuiteProfile.FULL)
                        .withDefault(Settings.TIERS, "10")
                        .tiers())
                .containsExactly(10);
        assertThat(config(SuiteTest.STORM, SuiteProfile.FULL, "wse.tiers", "20")
                        .withDefault(Settings.TIERS, "10")
                        .tiers())
                .containsExactly(20);
    }
}
