package wse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that a test starts later. It is below the ports that Linux gives to clients (32768 and up, see
 * {@code net.ipv4.ip_local_port_range}), because tests run at the same time, and one of their connections may otherwise take the
 * port before the program does.
 */
public final class FreePort {

    private static final int FROM = 11_000;
    private static final int TO = 32_000;

    private FreePort() {}

    /** A random port that nothing uses on this address now. */
    public static int of(InetAddress address) {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            try (ServerSocket probe = new ServerSocket(port, 1, address)) {
                return probe.getLocalPort();
            } catch (BindException used) {
                // Tries another one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A random port that nothing uses on the loopback address now. */
    public static int onLoopback() {
        return of(InetAddress.getLoopbackAddress());
    }
}
