package wse.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings as a Markdown table, for users. Pure. */
final class SettingsTable {

    private static final Set<TestKind> FLOODS =
            Stream.of(TestKind.values()).filter(TestKind::isFlood).collect(Collectors.toUnmodifiableSet());

    private SettingsTable() {}

    /** One row per setting. */
    static String of(List<Setting<?>> settings) {
        return settings.stream()
                .map(SettingsTable::row)
                .collect(Collectors.joining(
                        "\n",
                        "| property | environment | tests | default | meaning | values |\n| --- | --- | --- | --- | --- | --- |\n",
                        "\n"));
    }

    private static String row(Setting<?> setting) {
        return String.format(
                Locale.ROOT,
                "| `%s` | `%s` | %s | %s | %s | %s |",
                setting.key(),
                setting.environmentName(),
                where(setting),
                byDefault(setting),
                setting.help(),
                setting.kind().allowed());
    }

    /** The tests in which it has an effect, and the engine if it needs a certain one. */
    private static String where(Setting<?> setting) {
        String engines = setting.engines().stream().map(EngineKind::label).collect(Collectors.joining(" or "));
        return setting.engines().size() == EngineKind.values().length
                ? names(setting.tests())
                : names(setting.tests()) + ", with wse.engine=" + engines;
    }

    private static String names(Collection<TestKind> tests) {
        List<TestKind> others = Stream.of(TestKind.values())
                .filter(test -> !tests.contains(test))
                .toList();
        if (others.isEmpty()) {
            return "all";
        }
        if (others.size() == 1) {
            return "all but " + others.get(0).label();
        }
        boolean floods = tests.containsAll(FLOODS);
        return Stream.of(TestKind.values())
                .filter(tests::contains)
                .map(test -> floods && test.isFlood() ? "floods" : test.label())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The default of most tests, then the other defaults after semicolons, each with the names of its tests. */
    private static String byDefault(Setting<?> setting) {
        Map<String, List<TestKind>> testsByDefault = Stream.of(TestKind.values())
                .filter(setting.tests()::contains)
                .collect(Collectors.groupingBy(
                        test -> setting.defaults().getOrDefault(test, "none"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Map.Entry<String, List<TestKind>>> groups = new ArrayList<>(testsByDefault.entrySet());
        Map.Entry<String, List<TestKind>> most = groups.stream()
                .reduce((a, b) -> b.getValue().size() > a.getValue().size() ? b : a)
                .orElseThrow();
        groups.remove(most);
        Function<Map.Entry<String, List<TestKind>>, String> exception =
                group -> "; " + names(group.getValue()) + ": " + group.getKey();
        return most.getKey() + groups.stream().map(exception).collect(Collectors.joining());
    }
}
