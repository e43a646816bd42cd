package wse.config;

import static wse.config.SuiteTest.FORMATS;
import static wse.config.SuiteTest.HOLD;
import static wse.config.SuiteTest.LIMIT;
import static wse.config.SuiteTest.PING;
import static wse.config.SuiteTest.PING_BY_GATLING;
import static wse.config.SuiteTest.SIZES;
import static wse.config.SuiteTest.STORM;
import static wse.config.SuiteTest.STORM_BY_GATLING;
import static wse.config.SuiteTest.THROUGHPUT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The defaults of a suite's tests in each profile. They replace the defaults of the {@linkplain Settings table of settings};
 * settings that the user gives take precedence over both.
 */
public final class SuiteDefaults {

    private static final String PUBLISHED = "100,500,1000,2000,5000,10000,20000,30000,50000,75000,100000";
    private static final String UP_TO_50K = "100,500,1000,2000,5000,10000,20000,30000,50000";
    private static final String ALL_SIZES = "64,256,1024,4096,16384,65536";

    private record Row(SuiteTest test, Setting<?> setting, String quick, String byDefault, String full) {

        String of(SuiteProfile profile) {
            return switch (profile) {
                case QUICK -> quick;
                case DEFAULT -> byDefault;
                case FULL -> full;
            };
        }
    }

    private static final List<Row> ROWS = List.of(
            same(STORM, Settings.ENGINE, "netty"),
            new Row(STORM, Settings.TIERS, "100,1000", "100,500,1000,2000,5000,10000", PUBLISHED),
            same(STORM, StormSettings.PACED_RATE, "0"),
            same(PING, Settings.ENGINE, "netty"),
            new Row(PING, Settings.TIERS, "100,500", "100,500,1000,2000,5000", UP_TO_50K),
            new Row(PING, Settings.DURATION, "2s", "5s", "10s"),
            new Row(THROUGHPUT, Settings.TIERS, "100,500", "100,500,1000,2000,5000", UP_TO_50K),
            new Row(THROUGHPUT, Settings.DURATION, "1s", "5s", "10s"),
            new Row(SIZES, Settings.TIERS, "100", "100,1000", PUBLISHED),
            new Row(SIZES, Settings.SIZES, "64,1024,16384", ALL_SIZES, ALL_SIZES),
            new Row(SIZES, Settings.DURATION, "1s", "2s", "5s"),
            new Row(FORMATS, Settings.TIERS, "100", "100,1000", "100,1000,5000,10000"),
            new Row(FORMATS, Settings.DURATION, "1s", "3s", "10s"),
            same(HOLD, Settings.ENGINE, "netty"),
            new Row(HOLD, Settings.TIERS, "1000", "100,1000,5000,10000", PUBLISHED),
            new Row(HOLD, Settings.HOLD_DURATION, "4s", "10s", "30s"),
            new Row(HOLD, Settings.PING_INTERVAL, "2s", "2s", "5s"),
            new Row(LIMIT, SearchSettings.MAX_CONNECTIONS, "4000", "16000", "500000"),
            new Row(LIMIT, Settings.HOLD_DURATION, "1s", "3s", "10s"),
            same(STORM_BY_GATLING, Settings.ENGINE, "gatling"),
            same(STORM_BY_GATLING, Settings.TIERS, "1000"),
            same(STORM_BY_GATLING, StormSettings.PACED_RATE, "0"),
            same(PING_BY_GATLING, Settings.ENGINE, "gatling"),
            same(PING_BY_GATLING, Settings.TIERS, "500"),
            new Row(PING_BY_GATLING, Settings.DURATION, "2s", "5s", "10s"));

    private SuiteDefaults() {}

    private static Row same(SuiteTest test, Setting<?> setting, String value) {
        return new Row(test, setting, value, value, value);
    }

    /** The defaults of one test, by setting. */
    static Map<Setting<?>, String> of(SuiteProfile profile, SuiteTest test) {
        Map<Setting<?>, String> defaults = new LinkedHashMap<>();
        ROWS.stream().filter(row -> row.test() == test).forEach(row -> defaults.put(row.setting(), row.of(profile)));
        return defaults;
    }

    /** The defaults as a Markdown table, for users; {@code docs/suite.md} contains it. */
    public static String describe() {
        return ROWS.stream()
                .map(row ->
                        "| " + row.test().simulation() + " | `" + row.setting().key() + "` | " + row.quick() + " | "
                                + row.byDefault() + " | " + row.full() + " |")
                .map(row -> row.replace(",", ", "))
                .collect(Collectors.joining(
                        "\n",
                        "| simulation | setting | quick | default | full |\n| --- | --- | --- | --- | --- |\n",
                        "\n"));
    }
}
