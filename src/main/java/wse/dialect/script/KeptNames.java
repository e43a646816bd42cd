package wse.dialect.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of the values that are kept from messages of the server. Confined to the thread that reads a description. */
final class KeptNames {

    private final List<String> names = new ArrayList<>();
    /** The names of values that are bytes and not text. */
    private final Set<String> ofBytes = new HashSet<>();

    /** The same names, to which others can be added. */
    KeptNames copy() {
        KeptNames copy = new KeptNames();
        copy.names.addAll(names);
        copy.ofBytes.addAll(ofBytes);
        return copy;
    }

    /** Adds a name unless it is known, and returns the position of its value. */
    int add(String name, boolean bytes) {
        if (!names.contains(name)) {
            names.add(name);
        }
        if (bytes) {
            ofBytes.add(name);
        }
        return names.indexOf(name);
    }

    /** Position of the value; negative if the name is not known. */
    int slot(String name) {
        return names.indexOf(name);
    }

    boolean isOfBytes(String name) {
        return ofBytes.contains(name);
    }

    int size() {
        return names.size();
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
