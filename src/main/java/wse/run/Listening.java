package wse.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import wse.config.AddressUse;
import wse.config.Config;
import wse.run.target.ServerAddress;
import wse.run.target.Target;

/**
 * A server at those of its addresses that accept TCP connections. Unlike {@link Reached}, it need not speak the protocol: that
 * is up to the scenario.
 *
 * @param leftOut addresses that get no load, each with the reason
 */
record Listening(Target target, List<String> leftOut) {

    /** A server with a single address is not asked, nor is one behind a proxy. If no address accepts, all are used. */
    static Listening of(Config config, Target target) {
        boolean single = target.addresses().size() == 1
                || config.target().route().proxy().isPresent();
        if (single) {
            return new Listening(target, List.of());
        }
        boolean first = config.target().route().addresses() == AddressUse.FIRST;
        List<ServerAddress> accepting = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (ServerAddress address : target.addresses()) {
            try {
                connect(address.address(), (int)
                        config.connect().connectTimeout().toMillis());
                accepting.add(address);
            } catch (IOException refused) {
                leftOut.add(address.ip() + ": " + refused.getMessage());
            }
            if (first && !accepting.isEmpty()) {
                break;
            }
        }
        return accepting.isEmpty()
                ? new Listening(target, List.of())
                : new Listening(target.at(accepting), List.copyOf(leftOut));
    }

    private static void connect(InetSocketAddress address, int timeoutMillis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, timeoutMillis);
        }
    }
}
