package wse.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wse.text.Hosts;

/** The kinds of values that are not numbers: hosts, addresses, paths, keys. */
final class Texts {

    /** RFC 7518 section 3.2: an HS256 key must be at least as long as the hash, 256 bits. */
    private static final int HS256_KEY_BYTES = 32;

    private static final int IPV4_BITS = 32;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\\.?");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    static final Kind<String> HOST =
            Kind.server("a host name or an IP address, without scheme, port and path", text -> {
                String bare = Hosts.bare(text);
                boolean digits = bare.matches("[0-9.]+");
                Kind.require(isIpAddress(bare)
                        || (!digits && bare.equals(text) && NAME.matcher(bare).matches()));
                return bare;
            });

    /** Several hosts are joined by commas. */
    static final Kind<String> HOSTS = Kind.server(
            "one or more different host names or IP addresses, separated by commas, without scheme, port and path",
            text -> {
                List<String> hosts = Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .map(HOST.parse())
                        .toList();
                Kind.require(hosts.stream().distinct().count() == hosts.size());
                return String.join(",", hosts);
            });

    static final Kind<ProxyConfig> PROXY = Kind.server(
            "the address of an HTTP proxy with its port, such as http://proxy:3128 or http://user:password@proxy:3128",
            ProxyConfig::parse);

    static final Kind<String> IP_ADDRESS = Kind.of("a local IP address, such as 127.0.0.2", text -> {
        Kind.require(isIpAddress(text));
        return text;
    });

    /** {@code wse.preflight}, which knows this machine, expands and counts them. */
    static final Kind<String> SOURCES = Kind.of(
            "an address, range or network of this machine: 127.0.0.2, 127.0.0.2-127.0.0.41 or 10.0.0.0/28", text -> {
                Kind.require(isIpAddress(text) || isRange(text) || isNetwork(text));
                return text;
            });

    /** The same minimum as in {@code wse.cluster.ClusterSecret}, which this package must not import. */
    private static final int CLUSTER_SECRET_CHARACTERS = 16;

    static final Kind<Secret> CLUSTER_SECRET =
            Kind.secret("at least " + CLUSTER_SECRET_CHARACTERS + " characters; openssl rand -base64 32", text -> {
                Kind.require(text.length() >= CLUSTER_SECRET_CHARACTERS);
                return new Secret(text);
            });

    static final Kind<Secret> SECRET =
            Kind.secret("at least " + HS256_KEY_BYTES + " bytes of text (an HS256 key, RFC 7518 section 3.2)", text -> {
                Kind.require(text.getBytes(StandardCharsets.UTF_8).length >= HS256_KEY_BYTES);
                return new Secret(text);
            });

    /** The token is sent in a header and a cookie (RFC 6265 section 4.1.1), where these characters would end the value. */
    static final Kind<Secret> TOKEN =
            Kind.secret("printable ASCII without spaces, commas, semicolons, quotes and backslashes", text -> {
                Kind.require(PRINTABLE.matcher(text).matches() && !text.matches(".*[,;\"\\\\].*"));
                return new Secret(text);
            });

    /** The path of a file that {@link SecretFiles} reads. */
    static final Kind<Path> SECRET_FILE = Kind.of("the path of a file that is not world-readable", Path::of);

    static final Kind<String> PATH =
            Kind.address("a path that begins with /, with its query if any, percent-encoded", text -> {
                Kind.require(text.startsWith("/") && PRINTABLE.matcher(text).matches());
                Kind.require(URI.create("ws://host" + text).getRawFragment() == null);
                return text;
            });

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    /** A part of the name of a directory. */
    static final Kind<String> SUITE_ID = Kind.of("letters, digits and hyphens, at most 64", text -> {
        Kind.require(ID.matcher(text).matches());
        return text;
    });

    static final Kind<URI> HTTP_URI = Kind.server(
            "a http:// or https:// address without a password, such as http://127.0.0.1:9090/metrics", text -> {
                URI uri = URI.create(text);
                Kind.require("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
                Kind.require(uri.getHost() != null && uri.getRawUserInfo() == null);
                return uri;
            });

    static final Kind<Path> DIRECTORY = Kind.of("a directory, created if missing", text -> {
        Path path = Path.of(text);
        Kind.require(!Files.exists(path) || Files.isDirectory(path));
        return path;
    });

    /** Shown in tables, and part of a command line. */
    static final Kind<String> NAME_OF_RUN =
            Kind.of("at most 60 letters, digits, spaces and . _ + -, with a letter or digit first", text -> {
                Kind.require(text.matches("[A-Za-z0-9][A-Za-z0-9 ._+-]{0,59}"));
                return text;
            });

    static final Kind<Path> PLUGIN = Kind.of("a jar or a directory that exists", text -> {
        Path path = Path.of(text);
        Kind.require(Files.isDirectory(path) || Files.isRegularFile(path));
        return path;
    });

    /** The content is read later, because this package does not know results. */
    static final Kind<Path> RESULTS = Kind.of(
            "a results.json, the directory of a run or of a suite, or a directory of such directories", text -> {
                Path path = Path.of(text);
                Kind.require(Files.exists(path));
                return path;
            });

    /** The content is read later, because messages about it name the row. */
    static final Kind<Path> TABLE = Kind.of("a CSV file in UTF-8 whose first line names the columns", text -> {
        Path path = Path.of(text);
        Kind.require(Files.exists(path) && !Files.isDirectory(path));
        return path;
    });

    static final Kind<Secret> PASSWORD = Kind.secret("a password", Secret::new);

    /** The content is read later, because a certificate and its key belong together. */
    static final Kind<Path> PEM = Kind.of("a PEM file", text -> {
        Path path = Path.of(text);
        Kind.require(Files.exists(path) && !Files.isDirectory(path));
        return path;
    });

    static final Kind<String> ORIGIN = Kind.of("an origin, such as https://example.org", text -> {
        Kind.require(text.matches("[\\x21-\\x7e]+"));
        return text;
    });

    static final Kind<String> SUBPROTOCOL =
            Kind.of("a subprotocol without spaces, such as graphql-transport-ws", text -> {
                Kind.require(HeaderRules.isToken(text));
                return text;
            });

    static final Kind<HeaderFile> HEADERS = Kind.of(
            "a file with one header per line, such as X-Room: lobby, at most 64 KiB, in UTF-8",
            text -> HeaderFile.read(Path.of(text)));

    static final Kind<Corpus> CORPUS =
            Kind.of("a file in UTF-8 with one message per line, at most 1 MiB", text -> Corpus.read(Path.of(text)));

    static final Kind<ScriptFile> SCRIPT = Kind.of(
            "a YAML file that describes a protocol, at most 1 MiB, in UTF-8", text -> ScriptFile.read(Path.of(text)));

    static final Kind<Authorities> AUTHORITIES = Kind.of(
            "a PEM file with certificates, each between BEGIN CERTIFICATE and END CERTIFICATE",
            text -> Authorities.read(Path.of(text)));

    /** Only the syntax is checked here. This package does not know which protocols exist. */
    static final Kind<String> PROTOCOL =
            Kind.of("the name of a protocol: lower-case letters, digits and hyphens, such as echo", text -> {
                Kind.require(text.matches("[a-z][a-z0-9-]*"));
                return text;
            });

    private Texts() {}

    private static boolean isRange(String text) {
        String[] ends = text.split("-", -1);
        return ends.length == 2 && isIpv4(ends[0]) && isIpv4(ends[1]) && number(ends[0]) <= number(ends[1]);
    }

    private static boolean isNetwork(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2
                && isIpv4(parts[0])
                && parts[1].matches("\\d{1,2}")
                && Integer.parseInt(parts[1]) <= IPV4_BITS;
    }

    private static long number(String ipv4) {
        return Stream.of(ipv4.split("\\."))
                .mapToLong(Long::parseLong)
                .reduce(0, (high, low) -> high << Byte.SIZE | low);
    }

    private static boolean isIpAddress(String text) {
        return isIpv4(text) || (IPV6.matcher(text).matches() && resolvesAsLiteral(text));
    }

    private static boolean isIpv4(String text) {
        return DOTTED.matcher(text).matches()
                && List.of(text.split("\\.")).stream().allMatch(part -> Integer.parseInt(part) <= 255);
    }

    /** Text with a colon is never looked up in the DNS, so this call only parses it. */
    private static boolean resolvesAsLiteral(String text) {
        try {
            return InetAddress.getByName(text).getAddress().length > 0;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }
}
