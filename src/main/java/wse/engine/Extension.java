package wse.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One element of a {@code Sec-WebSocket-Extensions} field (RFC 6455 section 9.1). Immutable.
 *
 * @param parameters values by name, in their order; a parameter without a value has an empty one
 */
record Extension(String name, Map<String, String> parameters) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern NAME = Pattern.compile(TOKEN);
    private static final Pattern PARAMETER =
            Pattern.compile("(" + TOKEN + ")(?:\\s*=\\s*(?:\"(" + TOKEN + ")\"|(" + TOKEN + ")))?");

    /** @throws ProtocolException if the element is not well-formed, or names a parameter twice */
    static Extension parse(String element) throws ProtocolException {
        String[] parts = element.split(";", -1);
        String name = parts[0].strip();
        if (!NAME.matcher(name).matches()) {
            throw fault("not an extension: " + Printable.quoted(element.strip()));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            Matcher matcher = PARAMETER.matcher(parts[i].strip());
            if (!matcher.matches()) {
                throw fault("not a parameter of an extension: " + Printable.quoted(parts[i].strip()));
            }
            String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            if (parameters.put(matcher.group(1), value == null ? "" : value) != null) {
                throw fault("the parameter " + matcher.group(1) + " of " + name + " appears twice");
            }
        }
        return new Extension(name, parameters);
    }

    static ProtocolException fault(String rule) {
        return new ProtocolException(CloseCode.PROTOCOL_ERROR, rule);
    }
}
