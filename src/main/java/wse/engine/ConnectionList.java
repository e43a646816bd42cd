package wse.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one event loop that have not ended, in no particular order. Removing one takes the same time however
 * many there are. Confined to that loop.
 */
final class ConnectionList {

    /** Remembers where in the list a connection is. */
    abstract static sealed class Entry permits Connection {
        private int position;
    }

    private final List<Connection> all = new ArrayList<>();

    void add(Connection connection) {
        put(connection, all.size());
        all.add(connection);
    }

    void remove(Connection connection) {
        Connection last = all.remove(all.size() - 1);
        if (last != connection) {
            int gap = ((Entry) connection).position;
            all.set(gap, last);
            put(last, gap);
        }
    }

    private static void put(Entry connection, int position) {
        connection.position = position;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The connections at this moment. */
    List<Connection> copy() {
        return List.copyOf(all);
    }
}
