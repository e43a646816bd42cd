package wse.engine;

import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.provider.Arguments;

/** All transports, for parameterised tests. Those that this machine does not have are skipped, with the reason. */
final class Transports {

    private Transports() {}

    static Stream<Arguments> all() {
        return Stream.of(Transport.EPOLL, Transport.NIO, Transport.IO_URING).map(Arguments::of);
    }

    static WebSocketClient client(Transport transport) {
        Assumptions.assumeTrue(
                transport.isAvailable(),
                () -> transport + " is not here: " + transport.unavailability().orElse(""));
        return new WebSocketClient(new EngineOptions(transport, 1, "test-" + transport));
    }
}
