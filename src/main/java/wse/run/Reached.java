package wse.run;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import wse.config.AddressUse;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.EngineKind;
import wse.config.Settings;
import wse.engine.WebSocketClient;
import wse.load.ContactView;
import wse.load.FirstContact;
import wse.load.LoadTarget;
import wse.run.target.CurrentTarget;
import wse.run.target.ServerAddress;
import wse.run.target.Target;
import wse.run.tiers.Floods;

/**
 * The server under test at those of its addresses that answer. Immutable.
 *
 * @param target where the server is
 * @param loadTarget how this process's client reaches it
 * @param greeting what the server says about itself at the first of these addresses
 * @param leftOut addresses that did not answer and get no load
 */
record Reached(Target target, LoadTarget loadTarget, FirstContact.Greeting greeting, List<LeftOut> leftOut) {

    private static final String RULE = "the server must answer before any load starts: ";

    /**
     * An address that did not answer.
     *
     * @param why what happened, and a remedy
     */
    record LeftOut(ServerAddress address, String why) {

        /** As in {@code 127.0.0.2: nothing is listening there (connection refused)}, without the remedy. */
        String reason() {
            return address.ip() + ": " + why.split(";", 2)[0];
        }

        @Override
        public String toString() {
            return address.ip() + ": " + why;
        }
    }

    /**
     * Makes a first contact with each address of the server in turn; if the settings say so, only until one of them answers.
     * If a server listens at an address but does not answer as it should, the run does not begin.
     *
     * @param view what the user may see of the first contact; its log is used for the first address that answers
     * @throws BadInputException if the server does not answer as the test requires
     */
    static Reached of(
            Config config, Target target, WebSocketClient client, List<InetAddress> sources, ContactView view) {
        boolean one = usesFirst(config) || isLimitedToOne(config);
        List<ServerAddress> answered = new ArrayList<>();
        List<LeftOut> failures = new ArrayList<>();
        FirstContact.Greeting greeting = FirstContact.Greeting.NONE;
        for (ServerAddress address : target.addresses()) {
            try {
                ContactView once = answered.isEmpty() ? view : view.withoutLog();
                FirstContact.Greeting heard =
                        contact(config, loadTarget(target.at(List.of(address)), client, sources), once);
                greeting = answered.isEmpty() ? heard : greeting;
                answered.add(address);
            } catch (FirstContact.Failure e) {
                failures.add(new LeftOut(address, e.getMessage()));
                if (e.isConnected()) {
                    throw refusal(target, answered, failures);
                }
            }
            if (one && !answered.isEmpty()) {
                break;
            }
        }
        if (answered.isEmpty()) {
            throw refusal(target, answered, failures);
        }
        requireOneForm(config, target, greeting);
        if (isLimitedToOne(config)) {
            target.addresses().stream()
                    .skip(answered.size() + failures.size())
                    .forEach(
                            address -> failures.add(
                                    new LeftOut(
                                            address,
                                            "not used, because Gatling's engine can use only one address with TLS; try wse.engine=netty")));
        }
        Target reached = answered.equals(target.addresses()) ? target : target.at(answered);
        return new Reached(reached, loadTarget(reached, client, sources), greeting, List.copyOf(failures));
    }

    /** Gatling checks text messages and binary messages in different ways, and must know in advance which ones will arrive. */
    private static void requireOneForm(Config config, Target target, FirstContact.Greeting greeting) {
        if (greeting.mixed() && config.get(Settings.ENGINE) == EngineKind.GATLING) {
            throw new BadInputException(
                    "wse.engine=gatling needs a server that sends messages of the same form as the client, text"
                            + " or binary: "
                            + String.join(", ", target.contact().urls())
                            + " sends the other form; give -Dwse.engine=netty");
        }
    }

    private static boolean usesFirst(Config config) {
        return config.target().route().addresses() == AddressUse.FIRST;
    }

    /** With TLS, Gatling's engine looks up the name by itself, and can be given only one address for it. */
    private static boolean isLimitedToOne(Config config) {
        return config.get(Settings.ENGINE) == EngineKind.GATLING
                && config.target().tls().on()
                && !usesFirst(config);
    }

    /** The server for the rest of the run. Gatling's engine can follow changes only if it is told each address. */
    CurrentTarget current(Config config) {
        boolean follows = config.get(Settings.ENGINE) == EngineKind.NETTY
                || new ServerUnderTest(CurrentTarget.of(target), loadTarget).usesAbsoluteUrls();
        return follows
                ? CurrentTarget.following(
                        target, leftOut.stream().map(LeftOut::address).toList())
                : CurrentTarget.of(target);
    }

    private static LoadTarget loadTarget(Target target, WebSocketClient client, List<InetAddress> sources) {
        return new LoadTarget(client, target.endpoints(), target.dialect(), sources);
    }

    private static FirstContact.Greeting contact(Config config, LoadTarget loadTarget, ContactView view)
            throws FirstContact.Failure {
        return FirstContact.make(
                loadTarget,
                config.connect().readyTimeout(),
                Floods.probe(config, loadTarget.dialect()),
                Floods.firstPing(config, loadTarget.dialect()),
                view);
    }

    /** Sentences about the addresses that get no load. */
    List<String> notes() {
        String reasons = leftOut.stream().map(LeftOut::reason).collect(Collectors.joining(", "));
        return leftOut.isEmpty()
                ? List.of()
                : List.of((leftOut.size() == 1 ? "one address" : "several addresses") + " of " + target.host()
                        + " will get no load (" + reasons + ")");
    }

    private static BadInputException refusal(Target target, List<ServerAddress> answered, List<LeftOut> failures) {
        return new BadInputException(RULE + String.join(", ", target.contact().urls()) + ": " + why(target, failures)
                + (answered.isEmpty() ? "" : "; to test the other addresses alone, name them in wse.host"));
    }

    /** Names the addresses only if there are several; a single one, or its name, is in the URL already. */
    private static String why(Target target, List<LeftOut> failures) {
        LeftOut last = failures.get(failures.size() - 1);
        List<LeftOut> before = failures.subList(0, failures.size() - 1);
        if (target.addresses().size() == 1) {
            return last.why();
        }
        String others = before.stream().map(LeftOut::reason).collect(Collectors.joining(", "));
        return last + (before.isEmpty() ? "" : "; other addresses: " + others);
    }
}
