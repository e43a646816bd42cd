package wse.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import wse.text.Hosts;

/**
 * A server on the command line, such as {@code example.com:5006} or {@code [::1]:5006}.
 *
 * @param host without brackets
 */
record Server(String host, int port) {

    private static final int LARGEST_PORT = 65_535;

    static Server parse(String text) {
        int colon = text.lastIndexOf(':');
        String given = colon < 0 ? "" : text.substring(0, colon);
        String host = Hosts.bare(given);
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && given.equals(Hosts.bracketed(host)) && port > 0 && port <= LARGEST_PORT) {
                return new Server(host, port);
            }
        } catch (NumberFormatException e) {
            throw refusal(text, e);
        }
        throw refusal(text, null);
    }

    private static IllegalArgumentException refusal(String text, Exception cause) {
        return new IllegalArgumentException(
                "a server must be given as HOST:PORT, such as 10.0.0.5:5006: " + text, cause);
    }

    @Override
    public String toString() {
        return Hosts.bracketed(host) + ":" + port;
    }

    /** Reads it from a command line. */
    static final class Text implements ITypeConverter<Server> {

        @Override
        public Server convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
