package wse.run;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import wse.config.Config;
import wse.config.ProxyEnvironment;
import wse.dialect.DialectContext;
import wse.run.target.ServerAddress;
import wse.run.target.Target;
import wse.text.Units;
import wse.text.Words;

/**
 * The server of a run and the load that it is about to get, in one line that is printed before the first contact. Pure.
 */
final class Announcement {

    private Announcement() {}

    static String of(Config config, Target target) {
        String load = config.test().isFlood() ? ", each as busy as the server allows" : "";
        return config.test().label() + " against " + Words.and(target.contact().urls()) + at(target) + ": up to "
                + Units.counted(Collections.max(config.tiers()), "connection") + " at the same time" + load;
    }

    /** The same for a simulation that a user has written, whose load is not known in advance. */
    static String ofScenario(Config config, Target target) {
        return config.test().label() + " against " + Words.and(target.contact().urls()) + at(target);
    }

    /** Notes about the connection to the server, for the user to read before any load starts. */
    static List<String> notes(Target target, ProxyEnvironment environment) {
        return Stream.concat(exposedToken(target).stream(), unusedProxy(target, environment).stream())
                .toList();
    }

    /** A warning if somebody on the way to the server can read the run's secret or token; empty otherwise. */
    static Optional<String> exposedToken(Target target) {
        DialectContext context = target.contact().context();
        boolean sendsToken = context.secret().isPresent() || context.token().isPresent();
        boolean leavesMachine = target.addresses().stream()
                .anyMatch(server -> !server.address().getAddress().isLoopbackAddress());
        return Optional.of("the token is sent unencrypted, so anyone on the way to " + target.host()
                        + " can read it; use wse.tls=true, or a token made for this test")
                .filter(warning ->
                        sendsToken && leavesMachine && !target.config().tls().on());
    }

    /**
     * A note if the environment names a proxy that the run does not use; empty for a server that the run itself starts.
     */
    static Optional<String> unusedProxy(Target target, ProxyEnvironment environment) {
        return target.config().isEmbedded() ? Optional.empty() : environment.unused(target.config());
    }

    /** The proxy, or the addresses behind names. */
    private static String at(Target target) {
        if (target.config().route().proxy().isPresent()) {
            return " through " + target.config().route().proxy().orElseThrow();
        }
        List<String> ips =
                target.addresses().stream().map(ServerAddress::ip).distinct().toList();
        boolean shown = target.config().isEmbedded() || target.config().hosts().containsAll(ips);
        return shown ? "" : " (" + String.join(", ", ips) + ")";
    }
}
