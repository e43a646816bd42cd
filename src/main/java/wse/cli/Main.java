package wse.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import wse.dialect.Dialects;
import wse.dialect.Plugins;

/** The main class of the runnable jar: {@code java -jar wse-stress.jar <command>}. */
@Command(
        name = "wse-stress",
        mixinStandardHelpOptions = true,
        version = "wse-stress 0.1.0",
        description =
                "Tools for finding the limits of a WebSocket server. The tests themselves are Gatling simulations, which"
                        + " Maven runs.",
        subcommands = {
            ServerCommand.class,
            AgentCommand.class,
            AgentKeyCommand.class,
            PreflightCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            InterleaveCommand.class,
            SuiteCommand.class,
            RunsCommand.class,
            WatchCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "For help on a command: java -jar wse-stress.jar COMMAND --help"})
public final class Main {

    private static final int UNSAFE_WARNING_JDK = 24;
    private static final String SERIAL_FILTER = "jdk.serialFilter";

    private static final String UNIVERSAL_BUFFER = "msgpack.universal-buffer";

    private Main() {}

    /**
     * All protocols: the built-in ones, and those of plug-ins.
     *
     * @param plugins jars and directories, besides the jars in the directory of this program's jar
     */
    static Dialects dialects(List<Path> plugins) {
        return Dialects.with(Stream.concat(Plugins.beside(Main.class).stream(), plugins.stream())
                .toList());
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("logback.configurationFile", "wse/logback-tool.xml");
        keepMessagePackFromUnsafe();
        // No command deserializes Java objects, so nobody can make it create any.
        System.setProperty(SERIAL_FILTER, System.getProperty(SERIAL_FILTER, "!*"));
        System.exit(commandLine().execute(args));
    }

    /**
     * From JDK 24 on, the JVM warns about {@code sun.misc.Unsafe}, and a jar's manifest cannot allow it. MessagePack can
     * be told to do without it, but is then slower. Worker and server processes are therefore started with the permission
     * instead.
     */
    private static void keepMessagePackFromUnsafe() {
        if (Runtime.version().feature() >= UNSAFE_WARNING_JDK) {
            System.setProperty(UNIVERSAL_BUFFER, System.getProperty(UNIVERSAL_BUFFER, "true"));
        }
    }

    /** Any failure prints one sentence on standard error. The exit code is 2 for bad input and 1 for any other failure. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new BadArguments())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof IllegalArgumentException
                            ? CommandLine.ExitCode.USAGE
                            : CommandLine.ExitCode.SOFTWARE;
                });
    }
}
