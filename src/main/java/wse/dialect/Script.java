package wse.dialect;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import wse.config.ScriptFile;
import wse.config.Secret;

/**
 * The file that describes a protocol, with all that is needed to read it in another process. Immutable.
 *
 * @param file its path, for messages
 * @param text its content
 * @param variables the environment variables of the run that it names, without those that are not set
 */
public record Script(String file, String text, Map<String, Secret> variables) {

    public Script {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(text, "text");
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** The name of the protocol in messages: that of the file, without its ending. */
    public String name() {
        return new ScriptFile(Path.of(file), text).name();
    }

    /** Omits the text, which may contain secrets. */
    @Override
    public String toString() {
        return file + ", variables " + variables.keySet();
    }
}
