package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static wse.gatling.WseDsl.wse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors in a scenario or its protocol are reported when it is built, instead of leaving a user hanging. */
class WseSettingsTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void shouldRefuseAnInvalidPort(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> wse.port(port)).withMessageContaining("port=" + port);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535})
    void shouldAcceptTheFirstAndTheLastPort(int port) {
        assertThat(wse.port(port).settings().code().texts()).containsEntry("wse.port", String.valueOf(port));
    }

    @Test
    void shouldRefuseAnImpossibleEngine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wse.engine("kqueue", 1))
                .withMessageContaining("transport=kqueue");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wse.engine("nio", -1))
                .withMessageContaining("eventLoops=-1");
        assertThatCode(() -> wse.engine("nio", 1)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
    void shouldRefuseACloseCodeThatMayNotBeSent(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wse("bye").close(code))
                .withMessageContaining("code=" + code);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1003, 1007, 1014, 3000, 4999})
    void shouldAcceptACloseCodeThatMayBeSent(int code) {
        assertThatCode(() -> wse("bye").close(code)).doesNotThrowAnyException();
    }
}
