package wse.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.cli.CommandLines;
import wse.config.Config;
import wse.config.Settings;
import wse.config.SuiteTest;
import wse.config.TestKind;
import wse.dialect.PluginJar;

/**
 * Every command on a page, or in the help of the runnable jar, works: its files exist, and its settings and options are
 * accepted.
 */
class CommandsTest {

    private static final String SIMULATION = "gatling.simulationClass";

    private static final Set<String> GOALS = Set.of(
            "gatling:test",
            "verify",
            "package",
            "test-compile",
            "spotless:apply",
            "surefire:test@default-test",
            "failsafe:integration-test@together");

    private static final Set<String> OTHER_PROPERTIES = Set.of(
            SIMULATION,
            "gatling.jvmArgs",
            "gatling.runMultipleSimulations",
            "skipTests",
            "test",
            "it.test",
            "docs.write",
            "flood.seconds");

    /** Programs of the system. Only the files in their arguments are checked. */
    private static final Set<String> OF_THE_SYSTEM = Set.of(
            "git",
            "cd",
            "mkdir",
            "echo",
            "docker",
            "kubectl",
            "curl",
            "taskset",
            "unshare",
            "javac",
            "python3",
            "chromium");

    @TempDir
    Path directory;

    static Stream<Page> pages() {
        return Page.all().stream();
    }

    static Stream<ShellCommand> commands() {
        Stream<String> blocks = pages().flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("sh"))
                .map(Page.Block::code);
        return Stream.concat(blocks, Stream.of(CommandLines.examples()))
                .flatMap(code -> ShellCommand.in(code).stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldBeAccepted(ShellCommand command) throws Exception {
        if (command.program().equals("mvn")) {
            assertMaven(command);
        } else if (command.program().equals("java")) {
            assertJar(command);
        } else if (command.program().contains("/")) {
            assertThat(Path.of(command.program())).isExecutable();
        } else if (OF_THE_SYSTEM.contains(command.program())) {
            assertThat(filesOf(command)).allSatisfy(file -> assertThat(file).exists());
        } else {
            fail("this test does not know how to check the command: " + command);
        }
    }

    private static List<Path> filesOf(ShellCommand command) {
        return command.arguments().stream()
                .filter(word -> !word.contains(" "))
                .filter(word -> word.endsWith(".sh")
                        || word.endsWith(".py")
                        || word.endsWith(".yaml")
                        || word.endsWith("Containerfile"))
                .map(Path::of)
                .toList();
    }

    private static void assertJar(ShellCommand command) {
        List<String> words = command.arguments();
        assertThat(words.get(0)).isEqualTo("-jar");
        assertThat(words.get(1)).isIn("target/wse-stress.jar", "wse-stress.jar");
        List<String> arguments = words.subList(2, words.size());
        assertThatCode(() -> CommandLines.parse(arguments)).doesNotThrowAnyException();
    }

    private void assertMaven(ShellCommand command) throws Exception {
        assertThat(command.arguments())
                .filteredOn(word -> !word.startsWith("-"))
                .isSubsetOf(GOALS);
        Map<String, String> properties = command.properties();
        assertThat(properties.keySet())
                .filteredOn(name -> !name.startsWith("wse."))
                .isSubsetOf(OTHER_PROPERTIES);
        if (properties.containsKey("wse.plugins")) {
            String example = "chat".equals(properties.get("wse.dialect")) ? "ChatDialect" : "MqttDialect";
            properties.put(
                    "wse.plugins",
                    PluginJar.compile(directory, example).classes().toString());
        }
        String simulation = properties.get(SIMULATION);
        if (simulation == null && properties.containsKey("wse.suite")) {
            properties.put("wse.suiteId", "set-by-the-build");
            for (SuiteTest test : SuiteTest.values()) {
                Config.from(test.kind(), test.simulation(), properties, command.environment());
            }
        } else if (simulation == null) {
            assertThat(properties.keySet()).noneMatch(name -> name.startsWith("wse."));
        } else {
            Class.forName(simulation, false, CommandsTest.class.getClassLoader());
            kindOf(simulation).ifPresent(kind -> Config.from(kind, properties, command.environment()));
        }
    }

    private static Optional<TestKind> kindOf(String simulation) {
        return Arrays.stream(TestKind.values())
                .filter(kind -> simulation.equals("wse.simulations." + kind.simulation()))
                .findFirst();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldNameOnlySettingsThatExist(Page page) {
        assertThat(page.codeSpans())
                .filteredOn(span -> span.matches("(-D)?wse[.][a-zA-Z.]+(=\\S*)?"))
                .filteredOn(span -> !span.matches(".*wse[.](dialect|header|query)[.].*"))
                .extracting(span -> span.replaceFirst("^-D", "").replaceFirst("=.*", ""))
                .allSatisfy(name ->
                        assertThat(isSetting(name) || isCode(name)).as(name).isTrue());
    }

    private static boolean isSetting(String name) {
        return Settings.describe().contains("`" + name + "`");
    }

    /** Whether this is the name of a package or class. */
    private static boolean isCode(String name) {
        String path = name.replace('.', '/');
        return Stream.of("src/main/java/", "src/test/java/")
                .anyMatch(root -> Files.exists(Path.of(root + path)) || Files.exists(Path.of(root + path + ".java")));
    }
}
