package wse.gatling.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;

/**
 * Preferences in memory, in which Gatling finds that it has just asked Maven Central, in vain, whether there is a newer
 * Gatling. It asks before the first line of a simulation and has no setting for it; a stress test asks nobody outside.
 * Named to the JVM by {@code -Djava.util.prefs.PreferencesFactory}. Thread-safe, as preferences are.
 */
public final class OfflinePreferences implements PreferencesFactory {

    /** Key of Gatling 3.15 for when it asked last, Unix time in milliseconds. */
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

    /** A node that forgets with the process. */
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
            // Nothing is kept anywhere else.
        }

        @Override
        protected void flushSpi() {
            // Nothing is kept anywhere else.
        }
    }
}
