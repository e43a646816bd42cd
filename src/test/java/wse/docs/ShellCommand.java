package wse.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One command of a documented shell block. Immutable.
 *
 * @param environment variables that the block has exported before, and variables in front of the command
 */
public record ShellCommand(Map<String, String> environment, List<String> words) {

    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(.*)");

    /** A placeholder for the output of another command. */
    private static final String PRINTED = "printed-by-another-command-0123456789";

    public ShellCommand {
        environment = Map.copyOf(environment);
        words = List.copyOf(words);
    }

    public static List<ShellCommand> in(String block) {
        Map<String, String> exported = new HashMap<>();
        List<ShellCommand> commands = new ArrayList<>();
        block.replaceAll("\\\\\n\\s*", " ")
                .replaceAll("\\$\\([^)]*\\)", PRINTED)
                .lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*", "")
                        .replaceAll("[<>]\\s*\\S+", "")
                        .strip())
                .filter(line -> !line.isEmpty())
                .forEach(line -> add(line, exported, commands));
        return commands;
    }

    private static void add(String line, Map<String, String> exported, List<ShellCommand> commands) {
        Map<String, String> environment = new LinkedHashMap<>(exported);
        List<String> words = new ArrayList<>(wordsOf(line));
        boolean export = words.get(0).equals("export");
        if (export) {
            words.remove(0);
        }
        while (!words.isEmpty() && ASSIGNMENT.matcher(words.get(0)).matches()) {
            MatchResult assignment =
                    ASSIGNMENT.matcher(words.remove(0)).results().findFirst().orElseThrow();
            environment.put(assignment.group(1), assignment.group(2));
        }
        if (export) {
            exported.putAll(environment);
        } else {
            commands.add(new ShellCommand(environment, words));
        }
    }

    private static List<String> wordsOf(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("[\"']", ""))
                .toList();
    }

    String program() {
        return words.get(0);
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** The properties that are given as {@code -Dname=value}; one without a value is {@code true}. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        words.stream().filter(word -> word.startsWith("-D")).forEach(word -> {
            String[] nameAndValue = word.substring(2).split("=", 2);
            properties.put(nameAndValue[0], nameAndValue.length == 1 ? "true" : nameAndValue[1]);
        });
        return properties;
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
