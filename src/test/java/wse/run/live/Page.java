package wse.run.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page for Prometheus, read strictly: each line must have the form that OpenMetrics 1.0 and the text format 0.0.4 share,
 * every family must be declared before its samples, and no sample may appear twice.
 */
final class Page {

    private static final Pattern COMMENT =
            Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)|# EOF");
    private static final Pattern LABEL = Pattern.compile("([a-z][a-z_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z][a-z_]*)(?:\\{((?:" + LABEL.pattern() + ",?)*)\\})? (-?[0-9][0-9.]*(?:E-?[0-9]+)?|\\+Inf)");

    private final Map<String, Double> samples = new HashMap<>();
    private final Map<String, Set<String>> labels = new HashMap<>();
    private final Set<String> declared = new HashSet<>();

    private Page() {}

    static Page parse(String text) {
        Page page = new Page();
        text.lines().forEach(page::add);
        return page;
    }

    private void add(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.matches()) {
            declared.add(comment.group(2));
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        assertThat(line).matches(SAMPLE);
        assertThat(sample.matches()).isTrue();
        String name = sample.group(1);
        assertThat(declared).as(line).anyMatch(name::startsWith);
        String key = name + (sample.group(2) == null ? "" : "{" + sample.group(2) + "}");
        assertThat(samples.put(key, Double.valueOf(sample.group(5).replace("+Inf", "Infinity"))))
                .as("twice: %s", line)
                .isNull();
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
            labels.computeIfAbsent(name, first -> new HashSet<>()).add(label.group(1));
        }
    }

    /** The samples by name and labels, as in {@code name{label="value"}}. */
    Map<String, Double> samples() {
        return samples;
    }

    /** Names of the samples, with the names of their labels. */
    Map<String, Set<String>> labels() {
        return labels;
    }
}
