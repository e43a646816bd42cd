package wse.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets tests of other packages check a command line of the runnable jar. */
public final class CommandLines {

    private CommandLines() {}

    /** The examples at the end of each command's help, as a shell script. */
    public static String examples() {
        return Main.commandLine().getSubcommands().values().stream()
                .flatMap(command ->
                        Stream.of(command.getCommandSpec().usageMessage().footer()))
                .filter(line -> line.startsWith("  "))
                .collect(Collectors.joining("\n"));
    }

    /** @throws picocli.CommandLine.ParameterException if the jar would refuse these arguments */
    public static void parse(List<String> arguments) {
        Main.commandLine().parseArgs(arguments.toArray(String[]::new));
    }
}
