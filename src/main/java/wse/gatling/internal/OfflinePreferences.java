package wse.gatling.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;

/**
 * Preferences in memory that make Gatling believe that it has just looked for a newer version of itself. Without them,
 * Gatling asks Maven Central before each simulation and has no setting to prevent that, but a stress test must contact
 * nobody except the server under test. Set by {@code -Djava.util.prefs.PreferencesFactory}. Thread-safe, as preferences
 * must be.
 */
public final class OfflinePreferences implements PreferencesFactory {

    /** Gatling 3.15 stores under this key when it last asked, as Unix time in milliseconds. */
    private static final String LAST_CHECK = "lastCheckTimestamp";

    private final Preferences root = new Node(null, "");

    @Override
    public Preferences systemRoot() {
        return root;
    }

    @Override
    public Preferences userRoot() {
        return root;
    }

    /** A node whose values live only as long as the process. */
    private static final class Node extends AbstractPreferences {

        private final Map<String, String> values = new ConcurrentHashMap<>();
        private final Map<String, Node> children = new ConcurrentHashMap<>();

        Node(Node parent, String name) {
            super(parent, name);
        }

        @Override
        protected String getSpi(String key) {
            return key.equals(LAST_CHECK) ? String.valueOf(System.currentTimeMillis()) : values.get(key);
        }

        @Override
        protected void putSpi(String key, String value) {
            values.put(key, value);
        }

        @Override
        protected void removeSpi(String key) {
            values.remove(key);
        }

        @Override
        protected void removeNodeSpi() {
            values.clear();
        }

        @Override
        protected String[] keysSpi() {
            return values.keySet().toArray(String[]::new);
        }

        @Override
        protected String[] childrenNamesSpi() {
            return children.keySet().toArray(String[]::new);
        }

        @Override
        protected AbstractPreferences childSpi(String name) {
            return children.computeIfAbsent(name, key -> new Node(this, key));
        }

        @Override
        protected void syncSpi() {
            // There is no store to synchronise with.
        }

        @Override
        protected void flushSpi() {
            // There is no store to synchronise with.
        }
    }
}
