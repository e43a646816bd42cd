package wse.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.config.Users;

/**
 * A text of the settings in which <code>#{index}</code> stands for the number of a connection, and
 * <code>#{user.COLUMN}</code> for a value of its row. Immutable and thread-safe.
 */
final class UserText {

    private static final Pattern PLACEHOLDER = Pattern.compile("#\\{([^{}]*)\\}");
    private static final String INDEX = "index";
    private static final String USER = "user.";

    private final List<IntFunction<String>> parts;
    private final boolean same;

    private UserText(List<IntFunction<String>> parts, boolean same) {
        this.parts = parts;
        this.same = same;
    }

    /**
     * @param setting name of the setting, for messages
     * @param encode applied to each part of the text
     * @throws IllegalArgumentException if a placeholder is not known, or a column does not exist
     */
    static UserText of(String setting, String text, Users users, UnaryOperator<String> encode) {
        List<IntFunction<String>> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            String before = encode.apply(text.substring(from, placeholder.start()));
            parts.add(user -> before);
            parts.add(part(setting, placeholder.group(1), users, encode));
            from = placeholder.end();
        }
        String rest = encode.apply(text.substring(from));
        parts.add(user -> rest);
        return new UserText(List.copyOf(parts), from == 0);
    }

    private static IntFunction<String> part(String setting, String name, Users users, UnaryOperator<String> encode) {
        if (name.equals(INDEX)) {
            return String::valueOf;
        }
        if (!name.startsWith(USER)) {
            throw new IllegalArgumentException(setting + " must not contain #{" + name
                    + "}, which is not known; known are #{index} and #{user.COLUMN}");
        }
        int column = users.column(name.substring(USER.length()));
        return user -> encode.apply(users.value(user, column));
    }

    /** Whether the text is the same for all connections. */
    boolean isSame() {
        return same;
    }

    /** The text of a connection. */
    String of(int user) {
        StringBuilder text = new StringBuilder();
        for (IntFunction<String> part : parts) {
            text.append(part.apply(user));
        }
        return text.toString();
    }
}
