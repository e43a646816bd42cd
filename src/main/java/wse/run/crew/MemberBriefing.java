package wse.run.crew;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import wse.cluster.Briefing;
import wse.config.Compression;
import wse.config.Corpus;
import wse.config.Direction;
import wse.config.HiddenParts;
import wse.config.RequestConfig;
import wse.config.Secret;
import wse.config.Users;
import wse.dialect.DialectContext;
import wse.dialect.Script;
import wse.run.target.Contact;
import wse.run.target.Proxy;
import wse.run.target.ServerAddress;
import wse.text.Redactor;

/**
 * What a member of a cluster must know to carry out shares of a run.
 *
 * @param transport name of one of the engine's transports
 * @param eventLoops number of event loops of its client; 0 for one per core of the member's machine
 * @param sourceAddresses addresses to connect from; empty to let the operating system choose
 */
public record MemberBriefing(Contact contact, String transport, int eventLoops, List<String> sourceAddresses) {

    private static final String OPTION = "option.";
    private static final String VARIABLE = "script-variable.";
    private static final String HEADER = "header.";
    private static final String QUERY = "query.";

    public MemberBriefing {
        sourceAddresses = List.copyOf(sourceAddresses);
    }

    /** The same briefing with other users. */
    MemberBriefing withUsers(Users others) {
        return new MemberBriefing(contact.withUsers(others), transport, eventLoops, sourceAddresses);
    }

    /** Hides the secrets of the run in what a server says. With many users, it takes a while to create. */
    Redactor redactor() {
        DialectContext context = contact.context();
        Stream<Secret> secrets = Stream.of(
                        context.secret().stream(),
                        context.token().stream(),
                        contact.proxy().flatMap(Proxy::credentials).stream(),
                        context.script().stream().flatMap(script -> script.variables().values().stream()))
                .flatMap(Function.identity());
        Stream<String> hidden = Stream.of(
                        HiddenParts.of(context.request()),
                        HiddenParts.ofOptions(context.options()),
                        context.path().stream().flatMap(HiddenParts::ofPath))
                .flatMap(Function.identity());
        return Redactor.of(
                Stream.concat(secrets.map(Secret::reveal), hidden).toList(),
                context.users().secrets());
    }

    Briefing write() {
        Properties out = new Properties();
        out.setProperty("address", joined(contact.servers(), ServerAddress::ip));
        out.setProperty("port", String.valueOf(contact.address().getPort()));
        out.setProperty("host-header", joined(contact.servers(), ServerAddress::hostHeader));
        contact.proxy().ifPresent(proxy -> write(proxy, out));
        SecurityText.write(contact.security(), out);
        out.setProperty("dialect", contact.dialect());
        write(contact.context(), out);
        out.setProperty("compression", contact.compression().offer());
        out.setProperty("connect-timeout", contact.limits().connectTimeout().toString());
        out.setProperty("max-message-bytes", String.valueOf(contact.limits().maxMessageBytes()));
        out.setProperty("transport", transport);
        out.setProperty("event-loops", String.valueOf(eventLoops));
        out.setProperty("source-addresses", String.join(",", sourceAddresses));
        StringWriter text = new StringWriter();
        try {
            out.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to a string cannot fail", e);
        }
        return new Briefing(text.toString());
    }

    /** Neither an IP address nor a host contains a comma. */
    private static String joined(List<ServerAddress> servers, Function<ServerAddress, String> part) {
        return servers.stream().map(part).collect(Collectors.joining(","));
    }

    private static List<ServerAddress> servers(Properties in) {
        String[] addresses = text(in, "address").split(",");
        String[] hostHeaders = text(in, "host-header").split(",");
        int port = Integer.parseInt(text(in, "port"));
        return IntStream.range(0, addresses.length)
                .mapToObj(i -> new ServerAddress(new InetSocketAddress(inet(addresses[i]), port), hostHeaders[i]))
                .toList();
    }

    private static void write(Proxy proxy, Properties out) {
        out.setProperty("proxy-address", proxy.address().getAddress().getHostAddress());
        out.setProperty("proxy-port", String.valueOf(proxy.address().getPort()));
        proxy.credentials().ifPresent(secret -> out.setProperty("proxy-credentials", secret.reveal()));
    }

    private static Optional<Proxy> proxy(Properties in) {
        return Optional.ofNullable(in.getProperty("proxy-address"))
                .map(address -> new Proxy(
                        new InetSocketAddress(inet(address), Integer.parseInt(text(in, "proxy-port"))),
                        Optional.ofNullable(in.getProperty("proxy-credentials")).map(Secret::new)));
    }

    private static void write(DialectContext context, Properties out) {
        context.path().ifPresent(path -> out.setProperty("path", path));
        context.secret().ifPresent(secret -> out.setProperty("secret", secret.reveal()));
        context.token().ifPresent(token -> out.setProperty("token", token.reveal()));
        context.floodDirection().ifPresent(direction -> out.setProperty("flood-direction", direction.name()));
        out.setProperty("started-at", context.startedAt().toString());
        out.setProperty("longest", context.longest().toString());
        context.options().forEach((name, value) -> out.setProperty(OPTION + name, value));
        if (!context.users().isEmpty()) {
            out.setProperty("users", context.users().write());
        }
        write(context.request(), out);
        context.corpus().ifPresent(corpus -> {
            out.setProperty("corpus-file", corpus.file());
            out.setProperty("corpus-text", String.valueOf(corpus.text()));
            out.setProperty("corpus", String.join("\n", corpus.lines()));
        });
        context.script().ifPresent(script -> {
            out.setProperty("script-file", script.file());
            out.setProperty("script-text", script.text());
            script.variables().forEach((name, value) -> out.setProperty(VARIABLE + name, value.reveal()));
        });
    }

    private static DialectContext context(Properties in) {
        return new DialectContext(
                Optional.ofNullable(in.getProperty("path")),
                Optional.ofNullable(in.getProperty("secret")).map(Secret::new),
                Optional.ofNullable(in.getProperty("token")).map(Secret::new),
                Optional.ofNullable(in.getProperty("flood-direction")).map(Direction::valueOf),
                Instant.parse(text(in, "started-at")),
                Duration.parse(text(in, "longest")),
                named(in, OPTION),
                Optional.ofNullable(in.getProperty("users")).map(Users::read).orElse(Users.NONE),
                Optional.ofNullable(in.getProperty("script-file")).map(file -> script(file, in)),
                new RequestConfig(named(in, HEADER), named(in, QUERY), list(text(in, "subprotocols"))),
                Optional.ofNullable(in.getProperty("corpus-file")).map(file -> corpus(file, in)));
    }

    private static void write(RequestConfig request, Properties out) {
        request.headers().forEach((name, value) -> out.setProperty(HEADER + name, value));
        request.query().forEach((name, value) -> out.setProperty(QUERY + name, value));
        out.setProperty("subprotocols", String.join(",", request.subprotocols()));
    }

    private static Corpus corpus(String file, Properties in) {
        return new Corpus(
                file,
                Boolean.parseBoolean(text(in, "corpus-text")),
                List.of(text(in, "corpus").split("\n")));
    }

    private static Script script(String file, Properties in) {
        Map<String, Secret> variables = named(in, VARIABLE).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> new Secret(variable.getValue())));
        return new Script(file, text(in, "script-text"), variables);
    }

    /** The properties whose names begin with this prefix, without it. */
    private static Map<String, String> named(Properties in, String prefix) {
        return in.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toMap(name -> name.substring(prefix.length()), in::getProperty));
    }

    /** @throws IllegalArgumentException if it was not written by {@link #write()} */
    static MemberBriefing read(Briefing briefing) {
        Properties in = new Properties();
        try {
            in.load(new StringReader(briefing.text()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
        return new MemberBriefing(
                new Contact(
                        servers(in),
                        proxy(in),
                        SecurityText.read(in),
                        text(in, "dialect"),
                        context(in),
                        new Compression(text(in, "compression")),
                        new Contact.Limits(
                                Duration.parse(text(in, "connect-timeout")),
                                Integer.parseInt(text(in, "max-message-bytes")))),
                text(in, "transport"),
                Integer.parseInt(text(in, "event-loops")),
                list(text(in, "source-addresses")));
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(",")).filter(element -> !element.isEmpty()).toList();
    }

    /** A property that a briefing always has. */
    static String text(Properties in, String name) {
        String value = in.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "a member must receive all of its settings; run the same version everywhere: " + name
                            + " is missing");
        }
        return value;
    }

    /** @throws IllegalArgumentException if it is not an IP address, or if its zone is not an interface of this machine */
    public static InetAddress inet(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "an address must be an IP address, and its zone, if any, an interface of this machine: address="
                            + address,
                    e);
        }
    }
}
