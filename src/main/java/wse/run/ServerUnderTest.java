package wse.run;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import wse.dialect.Dialect;
import wse.load.LoadTarget;
import wse.run.target.CurrentTarget;
import wse.run.target.ServerAddress;

/**
 * The server that a run tests, as its simulation sees it.
 *
 * @param current where the server is; its addresses may change between tiers
 * @param first how the Netty engine of this process reached it at first
 */
record ServerUnderTest(CurrentTarget current, LoadTarget first) {

    Dialect dialect() {
        return current.now().dialect();
    }

    /** As in {@code ws://127.0.0.1:5006}. */
    String baseUrl() {
        return current.now().baseUrl();
    }

    /** The addresses that every client connects from, in turn; empty if the operating system chooses. */
    List<String> sourceAddresses() {
        return first.sources().stream().map(InetAddress::getHostAddress).toList();
    }

    /** How the Netty engine of this process reaches the server now. */
    LoadTarget loadTarget() {
        return first.withEndpoints(current.now().endpoints());
    }

    /** With TLS, the URL must contain the name that the certificate is checked against. */
    boolean usesAbsoluteUrls() {
        return !first.endpoint().isTls() && first.servers() > 1;
    }

    /** The name of the server with its address; empty if the address itself was given, or if the run chooses the addresses. */
    Map<String, List<String>> hostAliases() {
        ServerAddress address = current.now().addresses().get(0);
        String host = address.hostHeader().replaceFirst(":\\d+$", "");
        boolean named = !host.startsWith("[") && !host.equals(address.ip());
        return named && !usesAbsoluteUrls() ? Map.of(host, List.of(address.ip())) : Map.of();
    }
}
