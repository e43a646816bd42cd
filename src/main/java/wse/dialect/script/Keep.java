package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A value of a server's message that later messages contain.
 *
 * @param slot its position among the values that are kept
 * @param where what it is in the message, for people
 * @param from finds it in the message; null if it is not there
 */
record Keep(String name, int slot, String where, Function<ByteBuf, String> from) {

    /**
     * Reads which values are kept.
     *
     * @param known names of the values kept so far; those that are new are added
     */
    static List<Keep> read(Value value, MatchReader matches, List<String> known) {
        List<Keep> keeps = new ArrayList<>();
        for (Map.Entry<String, Value> entry : value.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                known.add(entry.getKey());
            }
            keeps.add(of(entry.getKey(), known.indexOf(entry.getKey()), entry.getValue(), matches));
        }
        return keeps;
    }

    private static Keep of(String name, int slot, Value value, MatchReader matches) {
        if (value.isMapping()) {
            Value regex = Fields.of(value, "regex").get("regex");
            RegexMatch match = matches.regex(regex);
            if (!match.hasId()) {
                throw regex.refused(regex.name() + " must have a group, which is kept; put it in parentheses");
            }
            return new Keep(name, slot, "what " + regex.text() + " finds", match::group);
        }
        Pointer pointer = Pointer.of(value, value.textNotEmpty());
        return new Keep(name, slot, pointer.toString(), pointer::string);
    }
}
