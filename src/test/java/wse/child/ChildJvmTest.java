package wse.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

    private static final Predicate<String> IS_CAP = flag -> flag.startsWith("-XX:TieredStopAtLevel=");

    private static List<String> command(String... flags) {
        return new ChildJvm(ChildJvm.class).command(1, flags);
    }

    @Test
    void shouldReadNoJavaObjects() {
        assertThat(command()).contains(ChildJvm.NO_DESERIALIZATION);
    }

    /** The build limits the compilers of the JVM in which this test runs. */
    @Test
    void shouldLimitTheCompilersOfAChildLikeThoseOfThisProcess() {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();

        assertThat(command().stream().filter(IS_CAP))
                .isEqualTo(own.stream().filter(IS_CAP).toList());
    }

    @Test
    void shouldBeFrugalIfProcessesOutnumberTheCores() {
        int cores = Runtime.getRuntime().availableProcessors();
        ChildJvm jvm = new ChildJvm(ChildJvm.class);

        assertThat(jvm.command(cores)).doesNotContain("--batch", "-XX:-UsePerfData");
        assertThat(jvm.command(cores + 1)).contains("-XX:-UsePerfData").containsSubsequence("-XX:TieredStopAtLevel=1");
    }

    /** If a flag is given twice, HotSpot uses the last one. */
    @Test
    void shouldPreferFlagsGivenForTheChildToThoseOfThisProcess() {
        assertThat(command("-XX:TieredStopAtLevel=3").stream().filter(IS_CAP)).endsWith("-XX:TieredStopAtLevel=3");
    }
}
