package wse.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in a sentence what is wrong with a command line, and where the help is. The whole help would hide the sentence. Any
 * thread.
 */
final class BadArguments implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(sentence(failure, command));
        command.getErr()
                .println("All options: java -jar wse-stress.jar"
                        + command.getCommandSpec().qualifiedName().replaceFirst("^\\S+", "") + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** A misspelled option is named first, because a required option may only be missing for that reason. */
    private static String sentence(ParameterException failure, CommandLine command) {
        List<String> unknown = Stream.of(failure)
                .filter(CommandLine.MissingParameterException.class::isInstance)
                .flatMap(missing -> command.getUnmatchedArguments().stream())
                .dropWhile(word -> !word.startsWith("-"))
                .limit(1)
                .toList();
        if (!unknown.isEmpty()) {
            return named(new UnmatchedArgumentException(command, unknown));
        }
        return failure instanceof UnmatchedArgumentException unmatched ? named(unmatched) : failure.getMessage();
    }

    private static String named(UnmatchedArgumentException failure) {
        String word = failure.getUnmatched().get(0);
        List<String> similar = failure.getSuggestions().stream().limit(1).toList();
        String kind = word.startsWith("-") ? "option" : "argument";
        return "Unknown " + kind + ": " + word
                + similar.stream()
                        .findFirst()
                        .map(name -> ". Did you mean " + name.replace("'", "") + "?")
                        .orElse(".");
    }
}
