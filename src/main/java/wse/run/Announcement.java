package wse.run;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import wse.config.Config;
import wse.run.target.Target;
import wse.text.Units;

/** What a run is about to do to which server, in one line that is printed before the first contact. Pure. */
final class Announcement {

    private Announcement() {}

    static String of(Config config, Target target) {
        String load = config.test().isFlood() ? ", each as busy as the server allows" : "";
        return config.test().label() + " against " + target.baseUrl() + at(target) + ": up to "
                + Units.counted(Collections.max(config.tiers()), "connection") + " at the same time" + load;
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
