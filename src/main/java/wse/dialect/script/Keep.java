package wse.dialect.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value of a server's message that later messages contain.
 *
 * @param slot its position among the values that are kept
 * @param part where it is in the message
 */
record Keep(String name, int slot, Part part) {

    /**
     * Reads which values are kept.
     *
     * @param known names of the values kept so far; those that are new are added
     */
    static List<Keep> read(Value value, MatchReader matches, KeptNames known) {
        List<Keep> keeps = new ArrayList<>();
        for (Map.Entry<String, Value> entry : value.entries().entrySet()) {
            Part part = Part.read(entry.getValue(), matches);
            keeps.add(new Keep(entry.getKey(), known.add(entry.getKey(), part.isBytes()), part));
        }
        return keeps;
    }
}
