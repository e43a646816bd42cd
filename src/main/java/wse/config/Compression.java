package wse.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client offers in order to have messages compressed: {@code wse.compression}. Immutable.
 *
 * @param offer the elements of the offer, separated by commas: permessage-deflate, then its parameters (RFC 7692 section
 *     7.1); empty for no offer
 */
public record Compression(String offer) {

    /** Nothing is offered. */
    public static final Compression OFF = new Compression("");

    private static final String OFF_LABEL = "off";
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final int MOST_WINDOW_BITS = 15;
    private static final Map<String, Pattern> PARAMETERS = Map.of(
            SERVER_FORGETS, Pattern.compile(""),
            CLIENT_FORGETS, Pattern.compile(""),
            SERVER_WINDOW, Pattern.compile("[89]|1[0-5]"),
            CLIENT_WINDOW, Pattern.compile("|[89]|1[0-5]"));

    public Compression {
        Objects.requireNonNull(offer, "offer");
    }

    /** @throws IllegalArgumentException if it is neither {@code off} nor an offer that RFC 7692 allows */
    public static Compression parse(String text) {
        if (text.equals(OFF_LABEL)) {
            return OFF;
        }
        List<String> elements =
                Arrays.stream(text.split("[;,]", -1)).map(String::strip).toList();
        Kind.require(elements.get(0).equals(NAME));
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String element : elements.subList(1, elements.size())) {
            String[] parts = element.split("=", 2);
            String value = parts.length == 2 ? parts[1] : "";
            Pattern values = PARAMETERS.get(parts[0]);
            Kind.require(values != null && values.matcher(value).matches() && !element.endsWith("="));
            Kind.require(parameters.put(parts[0], value) == null);
        }
        return new Compression(String.join(",", elements));
    }

    public boolean isOn() {
        return !offer.isEmpty();
    }

    /** Whether the client limits its own window, no matter what the server answers. */
    boolean limitsClientWindow() {
        return offer.contains(CLIENT_WINDOW + "=");
    }

    /** The same offer, with the parameters that Gatling's client always adds. */
    Compression byGatling() {
        return new Compression(Stream.concat(elements().stream(), Stream.of(CLIENT_FORGETS, CLIENT_WINDOW))
                .distinct()
                .collect(Collectors.joining(",")));
    }

    /** Whether the offer lets the client's messages refer to earlier ones; a server may forbid it. */
    public boolean keepsClientContext() {
        return isOn() && !elements().contains(CLIENT_FORGETS);
    }

    /** Whether the offer lets the server's messages refer to earlier ones. */
    public boolean keepsServerContext() {
        return isOn() && !elements().contains(SERVER_FORGETS);
    }

    /** Base-2 logarithm of the largest window that the offer lets the client use, 8 to 15; a server may ask for less. */
    public int clientWindowBits() {
        return windowBits(CLIENT_WINDOW);
    }

    /** Base-2 logarithm of the largest window that the offer lets the server use. */
    public int serverWindowBits() {
        return windowBits(SERVER_WINDOW);
    }

    private int windowBits(String parameter) {
        return elements().stream()
                .filter(element -> element.startsWith(parameter + "="))
                .mapToInt(element -> Integer.parseInt(element.substring(parameter.length() + 1)))
                .findFirst()
                .orElse(MOST_WINDOW_BITS);
    }

    private List<String> elements() {
        return List.of(offer.split(","));
    }

    /** The value of {@code Sec-WebSocket-Extensions} in the upgrade request. */
    public String header() {
        return offer.replace(",", "; ");
    }

    /** The value as a user writes it. */
    @Override
    public String toString() {
        return isOn() ? offer : OFF_LABEL;
    }
}
