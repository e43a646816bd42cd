package wse.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

    private static final Predicate<String> IS_CAP = flag -> flag.startsWith("-XX:TieredStopAtLevel=");

    private static List<String> command(String... flags) {
        return new ChildJvm(ChildJvm.class).command(List.of(flags));
    }

    /** The build caps the compilers of the JVM that this runs in. */
    @Test
    void shouldCapTheCompilersOfAChildAsThoseOfThisProcessAre() {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();

        assertThat(command().stream().filter(IS_CAP))
                .isEqualTo(own.stream().filter(IS_CAP).toList());
    }

    /** HotSpot takes the last of two. */
    @Test
    void shouldLetWhatIsAskedForAChildWinOverWhatIsOfThisProcess() {
        assertThat(command("-XX:TieredStopAtLevel=3").stream().filter(IS_CAP)).endsWith("-XX:TieredStopAtLevel=3");
    }
}
