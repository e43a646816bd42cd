package wse.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one event loop that have not ended, in no particular order. Each connection remembers its position, so
 * that removing one takes the same time however many there are. Confined to that loop.
 */
final class ConnectionList {

    private final List<Connection> all = new ArrayList<>();

    void add(Connection connection) {
        connection.setPosition(all.size());
        all.add(connection);
    }

    void remove(Connection connection) {
        Connection last = all.remove(all.size() - 1);
        if (last != connection) {
            all.set(connection.position(), last);
            last.setPosition(connection.position());
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The connections at this moment. */
    List<Connection> copy() {
        return List.copyOf(all);
    }
}
