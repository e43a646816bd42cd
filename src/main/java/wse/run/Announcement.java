package wse.run;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import wse.config.Config;
import wse.dialect.DialectContext;
import wse.run.target.Target;
import wse.text.Units;

/**
 * The server of a run and the load that it is about to get, in one line that is printed before the first contact. Pure.
 */
final class Announcement {

    private Announcement() {}

    static String of(Config config, Target target) {
        String load = config.test().isFlood() ? ", each as busy as the server allows" : "";
        return config.test().label() + " against " + target.baseUrl() + at(target) + ": up to "
                + Units.counted(Collections.max(config.tiers()), "connection") + " at the same time" + load;
    }

    /** A warning if somebody on the way to the server can read the run's secret or token; empty otherwise. */
    static Optional<String> exposedToken(Target target) {
        DialectContext context = target.contact().context();
        boolean sendsToken = context.secret().isPresent() || context.token().isPresent();
        boolean leavesMachine = target.addresses().stream()
                .anyMatch(address -> !address.getAddress().isLoopbackAddress());
        return Optional.of("the token is sent unencrypted, so anyone on the way to " + target.host()
                        + " can read it; use wse.tls=true, or a token made for this test")
                .filter(warning ->
                        sendsToken && leavesMachine && !target.config().tls().on());
    }

    /** The addresses behind a name. */
    private static String at(Target target) {
        List<String> addresses = target.addresses().stream()
                .map(address -> address.getAddress())
                .map(InetAddress::getHostAddress)
                .toList();
        return addresses.contains(target.host()) ? "" : addresses.stream().collect(Collectors.joining(", ", " (", ")"));
    }
}
