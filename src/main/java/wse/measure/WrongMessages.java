package wse.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages of a flood that came back to the client in a different way than they were sent.
 *
 * @param garbled messages with content that no client has sent; they confirm nothing
 * @param missing messages that did not come back, although later ones of their connection did; they are lost
 * @param duplicated messages that came back more than once; only the first time is a confirmation
 * @param reordered messages that came back after later ones of their connection; they are confirmed
 * @param foreign messages that another connection had sent; they confirm nothing
 */
public record WrongMessages(long garbled, long missing, long duplicated, long reordered, long foreign) {

    public static final WrongMessages NONE = new WrongMessages(0, 0, 0, 0, 0);

    public WrongMessages plus(WrongMessages other) {
        return new WrongMessages(
                garbled + other.garbled,
                missing + other.missing,
                duplicated + other.duplicated,
                reordered + other.reordered,
                foreign + other.foreign);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** By their names, in the order of the components; those that did not occur are left out. */
    public Map<String, Long> byName() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("garbled", garbled);
        counts.put("missing", missing);
        counts.put("duplicated", duplicated);
        counts.put("reordered", reordered);
        counts.put("foreign", foreign);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Its keys in {@code results.json}. */
    Map<String, Object> keys() {
        Map<String, Object> keys = new LinkedHashMap<>();
        byName().forEach((name, count) -> keys.put("messages_" + name, count));
        return keys;
    }
}
