package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.prefs.Preferences;
import org.junit.jupiter.api.Test;

class OfflinePreferencesTest {

    private final Preferences gatlings = new OfflinePreferences().userRoot().node("/io/gatling/latestVersion");

    @Test
    void shouldSayThatGatlingHasJustCheckedForANewerVersion() {
        long before = System.currentTimeMillis();

        assertThat(gatlings.getLong("lastCheckTimestamp", 0)).isBetween(before, System.currentTimeMillis());
        assertThat(gatlings.getBoolean("lastCheckSuccess", false)).isFalse();
    }

    @Test
    void shouldKeepTheValuesThatItIsGiven() throws Exception {
        gatlings.put("key", "value");

        assertThat(gatlings.get("key", "none")).isEqualTo("value");
        assertThat(gatlings.keys()).containsExactly("key");
        gatlings.remove("key");
        assertThat(gatlings.get("key", "none")).isEqualTo("none");
    }
}
