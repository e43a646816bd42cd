package wse.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in settings and addresses before people see them. If in doubt, it hides too much rather than too
 * little, even in malformed text, because messages about refused settings contain such text. Applying it twice has no
 * further effect. Pure, except that it reports what it has hidden.
 */
public final class Mask {

    /** Stands for a secret. */
    public static final String HIDDEN = "********";

    /** Pin and otp must be whole words, because they are parts of other words, such as ping. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i)secret|token|pass|pwd|key|credential|auth|cookie|session|signature|bearer|jwt|ticket"
                    + "|(?<![a-z])(?:pin|otp)(?![a-z])");

    private static final Pattern USER_INFO = Pattern.compile("//([^/?#]*)@");
    /** In text that is not a URI, the user information ends at the last at sign, whatever it contains. */
    private static final Pattern MALFORMED_USER_INFO = Pattern.compile("(?s)//(.*)@");

    /** The part before a query or fragment, and the rest; {@code #{…}} is a placeholder. */
    private static final Pattern BEFORE_QUERY = Pattern.compile("(?s)((?:(?![?#](?!\\{)).)*+)(.*)");

    private static final Pattern QUERY_PART = Pattern.compile("([^?#&;=]+)(?:=([^&;]*))?");

    /** Its header, its claims, and its signature, unless that is missing (RFC 7519). */
    private static final String JSON_WEB_TOKEN = "\\beyJ[\\w-]+\\.[\\w-]+(?:\\.[\\w-]*)?";

    private static final Pattern TOKEN = Pattern.compile(JSON_WEB_TOKEN);

    /** Schemes of RFC 7235, to the end of a quoted token or of the word, and JSON Web Tokens wherever they are. */
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?i)(\\b(?:bearer|basic|digest)\\s+)" + "([^\\s\"'=]++(?=[\"'])|\\S+)|()(" + JSON_WEB_TOKEN + ")");

    /** Text without escapes, another scalar, or something hidden. */
    private static final String JSON_SCALAR = "\"[^\"\\\\\\r\\n]*+\"|-?\\d[\\d.eE+-]*+|true|false|null|\\*{8}";

    /**
     * An object or array that contains no other one, and few values: the server chooses the text, so the search must be
     * bounded.
     */
    private static final String JSON_OBJECT = "[\\[{](?:[^\\[\\]{}\"\\\\\\r\\n]++|\"[^\"\\\\\\r\\n]*+\"){0,64}+[\\]}]";

    /** A value of JSON after its name, up to its end. */
    private static final String JSON_VALUE =
            "(?<=\"\\s{0,9}:\\s{0,9})(?:" + JSON_SCALAR + "|" + JSON_OBJECT + ")(?=\\s*+[,}\\]])";

    /**
     * A field whose name is that of a secret, as in a header, in JSON or in a form. In JSON, the value of the field
     * ends where that of JSON ends; in all other text, it ends with the line. Each word is tried only once, from its
     * beginning. In JSON within JSON, the quotes have backslashes.
     */
    private static final Pattern FIELD = Pattern.compile("((?<![\\w-])(?=[\\w-]*(?:" + SECRET_NAME.pattern()
            + "))[\\w-]++\\\\{0,9}[\"']?\\s*+[:=]\\s*+)(" + JSON_VALUE + "|[^\\r\\n]+)");

    /** Values that only say whether there is a secret. */
    private static final Set<String> LITERALS = Set.of("true", "false", "null");

    private static final String QUOTE = "\"";

    /** User information and the values of queries, in text that also contains other slashes, at signs and question marks. */
    private static final Pattern USER_INFO_IN_TEXT = Pattern.compile("//([^/?#\\s\"'<>]*)@");

    /** Neither user information nor a JSON Web Token contains any of these characters. */
    private static final String AFTER_WORD = " \t\r\n\f\u000b\"'<>/?#";

    private static final String BEFORE_USER_INFO = "//";

    /** A JSON Web Token begins with a JSON object in base64. */
    private static final String BEGINNING_OF_TOKEN = "eyJ";

    private static final Pattern QUERY_VALUE = Pattern.compile("([?&][\\w.%-]+=)([^&#\\s\"'<>]+)");

    /** Quotes and brackets of JSON. */
    private static final Pattern AROUND_VALUE = Pattern.compile("^[\"'\\[{\\s]+|[\"'\\]},\\s]+$");

    /** Scheme and authority of an address, and its path. */
    private static final Pattern ADDRESS = Pattern.compile("(?s)((?:[\\w+.-]*://[^/]*)?)(.*)");

    /** A parameter of a segment of a path (RFC 3986 section 3.3). */
    private static final Pattern PARAMETER = Pattern.compile(";([^=;]*)=([^;]*)");

    /** Segments of a path that are longer, or have more digits, were probably generated and not chosen by people. */
    private static final int LONGEST_WORD = 24;

    private static final int MOST_DIGITS = 3;

    /** Longer text is hidden completely, and longer messages are cut off: searching them would take too long. */
    private static final int LONGEST_TEXT = 16 * 1024;

    private final Consumer<String> hidden;

    /** @param hidden receives each secret that is hidden, except those that were already hidden */
    public Mask(Consumer<String> hidden) {
        this.hidden = hidden;
    }

    /** A mask for text that is only shown. */
    public static Mask plain() {
        return new Mask(secret -> {});
    }

    /** Whether the value of a setting or field with this name is likely to be a secret. */
    public static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).find();
    }

    /** Hides a secret completely. */
    public String all(String secret) {
        if (!secret.contains(HIDDEN)) {
            hidden.accept(secret);
        }
        return HIDDEN;
    }

    /** Hides JSON Web Tokens: a client may have signed them itself, so no setting contains them. */
    static String withoutTokens(String text) {
        return TOKEN.matcher(text).replaceAll(HIDDEN);
    }

    /** Hides user information, the values of queries, credentials, and fields with the name of a secret. */
    public String text(String text) {
        return masked(text, UnaryOperator.identity());
    }

    /**
     * For a message of any protocol. Unlike in {@link #text}, a question mark does not begin a query: only what looks like a
     * parameter of one is hidden. At most the first 16 KiB of a longer text are returned.
     */
    public String message(String text) {
        return text.length() <= LONGEST_TEXT ? inMessage(text) : beginningOfMessage(text.substring(0, LONGEST_TEXT));
    }

    /** The same for the beginning of a longer message. */
    public String beginningOfMessage(String beginning) {
        return inMessage(withoutCutWord(beginning.substring(0, Math.min(beginning.length(), LONGEST_TEXT))));
    }

    /** Leaves out a word at the end that may be user information or a token. Only the text after it could show which. */
    private static String withoutCutWord(String beginning) {
        int word = beginning.length();
        while (word > 0 && AFTER_WORD.indexOf(beginning.charAt(word - 1)) < 0) {
            word--;
        }
        int token = beginning.indexOf(BEGINNING_OF_TOKEN, word);
        if (beginning.startsWith(BEFORE_USER_INFO, word - BEFORE_USER_INFO.length())) {
            return beginning.substring(0, word);
        }
        return token < 0 ? beginning : beginning.substring(0, token);
    }

    private String inMessage(String message) {
        String known = replace(USER_INFO_IN_TEXT, message, match -> "//" + user(match.group(1)) + "@");
        return words(replace(QUERY_VALUE, known, match -> match.group(1) + all(match.group(2))));
    }

    /** For a URI or a path with its query: also hides segments of the path that do not look like words. */
    public String address(String text) {
        return masked(text, this::withoutSecretSegments);
    }

    /** For a server that is given as a name or as a URI, even if the other of the two was expected. */
    public String server(String text) {
        if (text.contains("/")) {
            return address(text);
        }
        int at = text.lastIndexOf('@');
        return at < 0 ? text(text) : user(text.substring(0, at)) + text.substring(at);
    }

    private String masked(String text, UnaryOperator<String> beforeQuery) {
        if (text.length() > LONGEST_TEXT) {
            return all(text);
        }
        Pattern userInfo = isUri(text) ? USER_INFO : MALFORMED_USER_INFO;
        String known = replace(userInfo, text, match -> "//" + user(match.group(1)) + "@");
        return replace(BEFORE_QUERY, known, match -> beforeQuery.apply(words(match.group(1))) + query(match.group(2)));
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private String user(String info) {
        all(info.substring(info.indexOf(':') + 1));
        return HIDDEN;
    }

    private String words(String text) {
        return replace(FIELD, replace(CREDENTIALS, text, this::credentials), this::field);
    }

    private String field(MatchResult field) {
        String value = field.group(2);
        if (LITERALS.contains(value)) {
            return field.group();
        }
        String secret = all(AROUND_VALUE.matcher(value).replaceAll(""));
        boolean quoted = value.startsWith(QUOTE) && value.indexOf(QUOTE, 1) == value.length() - 1;
        return field.group(1) + (quoted ? QUOTE + secret + QUOTE : secret);
    }

    private String credentials(MatchResult match) {
        return match.group(1) == null ? all(match.group(4)) : match.group(1) + all(match.group(2));
    }

    /** Hides the values of a query, and parts without a name. */
    private String query(String query) {
        return replace(
                QUERY_PART,
                query,
                part -> part.group(2) == null ? all(part.group(1)) : part.group(1) + "=" + all(part.group(2)));
    }

    private String withoutSecretSegments(String text) {
        return replace(ADDRESS, text, match -> match.group(1) + path(match.group(2)));
    }

    private String path(String path) {
        List<String> shown = new ArrayList<>();
        String previous = "";
        for (String segment : path.split("/", -1)) {
            shown.add(isSecretName(previous) || !isWord(segment) ? segment(segment) : segment);
            previous = segment;
        }
        return String.join("/", shown);
    }

    /** Hides a segment, or the values of its parameters. */
    private String segment(String segment) {
        return segment.contains(";")
                ? replace(PARAMETER, segment, match -> ";" + match.group(1) + "=" + all(match.group(2)))
                : segment.isEmpty() ? segment : all(segment);
    }

    /** Names like {@code live-ws} and {@code v2}; also {@code token}, but not {@code token4711}. */
    private static boolean isWord(String segment) {
        long digits = segment.chars().filter(Character::isDigit).count();
        boolean named = isSecretName(segment) && !SECRET_NAME.matcher(segment).matches();
        return segment.length() <= LONGEST_WORD && digits <= MOST_DIGITS && !named && !segment.contains(";");
    }
}
