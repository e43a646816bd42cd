package wse.dialect.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import wse.config.BadInputException;
import wse.config.DurationText;

/**
 * A value of a description, with its place in the file, which every refusal names. Immutable.
 *
 * @param file name of the file
 * @param name what the value is called in messages, such as {@code ping.send}
 */
record Value(String file, String name, Node node) {

    private static final String WHOLE = "the description";

    /** @throws BadInputException if the text is not YAML, or empty */
    static Value parse(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> new Value(file, WHOLE, node))
                    .orElseThrow(
                            () -> refusal(file, Optional.empty(), WHOLE + " must not be empty; see docs/script.md"));
        } catch (MarkedYamlEngineException e) {
            throw refusal(
                    file,
                    e.getProblemMark(),
                    WHOLE + " must be YAML: " + problem(e) + "; texts with special characters need quotes");
        } catch (YamlEngineException e) {
            throw refusal(file, Optional.empty(), WHOLE + " must be YAML: " + e.getMessage());
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        return context + e.getProblem();
    }

    /** A refusal that begins with the place of this value. */
    BadInputException refused(String sentence) {
        return refusal(file, node.getStartMark(), sentence);
    }

    private static BadInputException refusal(String file, Optional<Mark> mark, String sentence) {
        String place = mark.map(at -> ", line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
                .orElse("");
        return new BadInputException("wse.script=" + file + place + ": " + sentence);
    }

    private Value child(String key, Node value) {
        return new Value(file, name.equals(WHOLE) ? key : name + "." + key, value);
    }

    boolean isText() {
        return node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether it is text and neither a number nor one of {@code true}, {@code false} and {@code null}. */
    boolean isString() {
        return node.getTag().equals(Tag.STR);
    }

    /** The text as it is written, also of a number; {@code null} as JSON's literal. */
    String literal() {
        return node.getTag().equals(Tag.NULL) ? "null" : text();
    }

    String text() {
        if (!isText()) {
            throw refused(name + " must be a text, not " + kind() + "; write it in quotes");
        }
        return ((ScalarNode) node).getValue();
    }

    String textNotEmpty() {
        String text = text();
        if (text.isEmpty()) {
            throw refused(name + " must not be empty; leave it out if it is not needed");
        }
        return text;
    }

    private String kind() {
        return node instanceof SequenceNode ? "a list" : isMapping() ? "a group of keys" : "nothing";
    }

    Duration duration() {
        String text = text();
        try {
            Duration duration = DurationText.parse(text);
            if (!duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException notOne) {
            // Refused below, with the same rule as for zero.
        }
        throw refused(name + " must be a duration above zero, such as 500ms, 10s, 2m or 1h: " + name + "=" + text
                + "; give a whole number with its unit");
    }

    boolean flag() {
        String text = text();
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(name + " must be true or false: " + name + "=" + text + "; give one of them");
        }
        return text.equals("true");
    }

    /** One of several words. */
    String choice(List<String> words) {
        String text = text();
        if (!words.contains(text)) {
            throw refused(name + " must be one of " + String.join(", ", words) + ": " + name + "=" + text
                    + "; give one of them");
        }
        return text;
    }

    /** The elements of a list; a single value counts as a list of one. */
    List<Value> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<Value> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new Value(file, name + "[" + (elements.size() + 1) + "]", element));
        }
        if (elements.isEmpty()) {
            throw refused(name + " must not be an empty list; leave it out if it is not needed");
        }
        return elements;
    }

    <T> List<T> list(Function<Value, T> reader) {
        return list().stream().map(reader).toList();
    }

    /** The keys and values of a group, in the order of the file. */
    Map<String, Value> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw refused(name + " must be a group of keys with values, not " + (isText() ? "a text" : kind())
                    + "; write each as KEY: VALUE");
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Value key = new Value(file, "a key of " + name, entry.getKeyNode());
            if (entries.put(key.text(), child(key.text(), entry.getValueNode())) != null) {
                throw key.refused(
                        name + " must have each key only once: " + key.text() + " is there twice; remove one");
            }
        }
        return entries;
    }

    /** The place of a key, for a refusal. */
    Value key(String key) {
        return ((MappingNode) node)
                .getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(found -> ((ScalarNode) found).getValue().equals(key))
                        .findFirst()
                        .map(found -> new Value(file, key, found))
                        .orElse(this);
    }
}
