package wse.run;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import wse.config.BadInputException;
import wse.config.Config;
import wse.engine.WebSocketClient;
import wse.load.ContactMessage;
import wse.load.FirstContact;
import wse.load.LoadTarget;
import wse.run.target.Target;
import wse.run.tiers.Floods;

/**
 * The server under test at the first of its addresses that answers. Immutable.
 *
 * @param target where the server is
 * @param loadTarget how this process's client reaches it
 * @param version as reported by the server
 * @param passedOver why other addresses of the server were not used; empty if the first one answered
 */
record Reached(Target target, LoadTarget loadTarget, String version, String passedOver) {

    private static final String RULE = "the server must answer before any load starts: ";

    /**
     * Makes a first contact with each address of the server in turn, until one of them answers. If a server listens at
     * an address but does not answer as it should, no further address is tried.
     *
     * @param log receives each message that is sent or received
     * @throws BadInputException if the server does not answer as the test requires
     */
    static Reached of(
            Config config,
            Target target,
            WebSocketClient client,
            List<InetAddress> sources,
            Consumer<ContactMessage> log) {
        return of(config, target, target.addresses(), client, sources, log);
    }

    /** @param addresses those of the server */
    static Reached of(
            Config config,
            Target target,
            List<InetSocketAddress> addresses,
            WebSocketClient client,
            List<InetAddress> sources,
            Consumer<ContactMessage> log) {
        List<Tried> failures = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            Target tried = address.equals(target.address()) ? target : target.at(address);
            LoadTarget loadTarget = new LoadTarget(client, tried.endpoint(), tried.dialect(), sources);
            try {
                String version = contact(config, loadTarget, log);
                return new Reached(tried, loadTarget, version, passedOver(tried, failures));
            } catch (FirstContact.Failure e) {
                failures.add(new Tried(address.getAddress().getHostAddress(), e.getMessage()));
                if (e.isConnected()) {
                    break;
                }
            }
        }
        throw new BadInputException(RULE + target.baseUrl() + ": " + why(addresses.size(), failures));
    }

    private static String contact(Config config, LoadTarget loadTarget, Consumer<ContactMessage> log)
            throws FirstContact.Failure {
        return FirstContact.make(
                loadTarget,
                config.connect().readyTimeout(),
                Floods.probe(config, loadTarget.dialect()),
                Floods.firstPing(config, loadTarget.dialect()),
                log);
    }

    private static String passedOver(Target reached, List<Tried> failures) {
        String used = reached.address().getAddress().getHostAddress();
        return failures.isEmpty()
                ? ""
                : "the server " + reached.host() + " is tested at " + used + ", not at its other addresses ("
                        + reasons(failures) + ")";
    }

    /** Names the addresses only if there are several; a single one, or its name, is in the URL already. */
    private static String why(int addresses, List<Tried> failures) {
        Tried last = failures.get(failures.size() - 1);
        List<Tried> before = failures.subList(0, failures.size() - 1);
        if (addresses == 1) {
            return last.why();
        }
        return last + (before.isEmpty() ? "" : "; other addresses: " + reasons(before));
    }

    private static String reasons(List<Tried> failures) {
        return failures.stream().map(Tried::reason).collect(Collectors.joining(", "));
    }

    /** An address that was tried without success. */
    private record Tried(String address, String why) {

        /** Without the remedy, which is the same for all addresses. */
        String reason() {
            return address + ": " + why.split(";", 2)[0];
        }

        @Override
        public String toString() {
            return address + ": " + why;
        }
    }
}
