package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BadArgumentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preflight --connection 20000 | Unknown option: --connection. Did you mean --connections?"
                        + " | preflight --help",
                "preflight --connections 1 --agent 2 | Unknown option: --agent. Did you mean --agents?"
                        + " | preflight --help",
                "preflight | Missing required option: '--connections=N' | preflight --help",
                "preflght | Unknown argument: preflght. Did you mean preflight? | --help"
            })
    void shouldSayWhatIsWrongInOneSentenceAndWhereTheHelpIs(String arguments, String sentence, String help) {
        StringWriter printed = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(printed, true));

        assertThat(command.execute(arguments.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString().lines())
                .containsExactly(sentence, "All options: java -jar wse-stress.jar " + help);
    }
}
