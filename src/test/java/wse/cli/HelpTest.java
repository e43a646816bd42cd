package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help of each command must fit a terminal of 80 columns without breaking any word, address or command. */
class HelpTest {

    private static Stream<CommandLine> commands() {
        CommandLine main = Main.commandLine();
        return Stream.concat(Stream.of(main), main.getSubcommands().values().stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldBreakLinesBetweenWordsOnly(CommandLine command) {
        Set<String> printed = words(command.getUsageMessage(Ansi.OFF)).collect(Collectors.toSet());

        assertThat(texts(command).flatMap(HelpTest::words)).isSubsetOf(printed);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldPrintEachExampleOnOneLine(CommandLine command) {
        List<String> lines = command.getUsageMessage(Ansi.OFF).lines().toList();

        assertThat(command.getCommandSpec().usageMessage().footer())
                .filteredOn(line -> line.startsWith("  "))
                .isSubsetOf(lines);
    }

    private static Stream<String> texts(CommandLine command) {
        CommandLine.Model.CommandSpec spec = command.getCommandSpec();
        return Stream.of(
                        Stream.of(spec.usageMessage().description()),
                        Stream.of(spec.usageMessage().footer()),
                        spec.args().stream().flatMap(arg -> Stream.of(arg.description())),
                        spec.subcommands().values().stream()
                                .flatMap(sub -> Stream.of(sub.getCommandSpec()
                                                .usageMessage()
                                                .description())
                                        .limit(1)))
                .flatMap(texts -> texts);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty());
    }
}
