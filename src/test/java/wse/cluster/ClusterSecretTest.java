package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSecretTest {

    /** {@code openssl rand -base64 32}. */
    private static final String RANDOM = "rMB7o2XrPwo6Eo7yqC7RsfgOAMb0lRwQvTCE8jSlcHQ=";

    @Test
    void shouldUseARandomKeyAsItIsInAnyBase64() {
        assertThat(ClusterSecret.isRandom(RANDOM)).isTrue();
        assertThat(ClusterSecret.isRandom(ClusterSecret.randomText())).isTrue();
        assertThat(ClusterSecret.of(RANDOM.replace("=", "")).key("a"))
                .isEqualTo(ClusterSecret.of(RANDOM).key("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a secret of the tests",
                "a passphrase that is as long as a random key",
                "correctHorseBatteryStaple1correctHorseBatte",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1a="
            })
    void shouldStretchWhatIsNotRandom(String text) {
        assertThat(ClusterSecret.isRandom(text)).isFalse();
        assertThat(ClusterSecret.of(text).key("a"))
                .isEqualTo(ClusterSecret.of(text).key("a"));
    }

    @Test
    void shouldDeriveAnotherKeyForEachPurpose() {
        ClusterSecret secret = ClusterSecret.of(RANDOM);

        assertThat(secret.key("a")).hasSize(32).isNotEqualTo(secret.key("b"));
    }

    @Test
    void shouldRefuseASecretThatCanBeGuessedWithoutShowingIt() {
        assertThatThrownBy(() -> ClusterSecret.of("fifteen letters"))
                .hasMessageContaining("at least 16 characters: length=15")
                .hasMessageNotContaining("fifteen");
        assertThat(ClusterSecret.of(RANDOM)).hasToString("***");
    }
}
