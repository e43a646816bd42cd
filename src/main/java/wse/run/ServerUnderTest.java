package wse.run;

import java.net.InetAddress;
import java.util.List;
import wse.dialect.Dialect;
import wse.load.LoadTarget;
import wse.run.target.Target;

/**
 * The server that a run tests, as its simulation sees it. Immutable.
 *
 * @param target where the server is
 * @param loadTarget how the Netty engine of this process reaches it
 */
record ServerUnderTest(Target target, LoadTarget loadTarget) {

    Dialect dialect() {
        return target.dialect();
    }

    /** As in {@code ws://127.0.0.1:5006}. */
    String baseUrl() {
        return target.baseUrl();
    }

    /** The addresses that every client connects from, in turn; empty if the operating system chooses. */
    List<String> sourceAddresses() {
        return loadTarget.sources().stream().map(InetAddress::getHostAddress).toList();
    }
}
