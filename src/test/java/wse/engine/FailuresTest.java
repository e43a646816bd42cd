package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.engine.Disconnect.Kind;

/** Failures that a test cannot cause with real sockets without starving the machine. */
class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "socket(..) failed with error(-12): Cannot allocate memory, NO_MEMORY",
        "connect(..) failed with error(-105): No buffer space available, NO_MEMORY",
        "No buffer space available, NO_MEMORY",
        "Cannot allocate memory, NO_MEMORY",
        "socket(..) failed with error(-24): Too many open files, NO_DESCRIPTOR",
        "bind(..) failed with error(-99): Cannot assign requested address, NO_LOCAL_PORT"
    })
    void shouldNameTheResourceThatHasRunOut(String message, Kind kind) {
        assertThat(Failures.of(new IOException(message), false).kind()).isEqualTo(kind);
        assertThat(Failures.of(new ConnectException(message), false).kind()).isEqualTo(kind);
    }

    @Test
    void shouldReportThatThisProcessHasNoMemoryLeft() {
        IllegalStateException wrapped = new IllegalStateException(new OutOfMemoryError("Java heap space"));

        assertThat(Failures.of(wrapped, false).kind()).isEqualTo(Kind.NO_MEMORY);
    }
}
