package wse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Base of the commands of the runnable jar. */
abstract class JarCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Refuses the command line unless a rule is met; the message is the rule. */
    final void require(boolean met, String rule) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }

    /** Prints text as the output of the command. */
    final void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
