package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.TestKind;
import wse.measure.RunResult;

class TestReportTest {

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void shouldReportEveryKindOfTest(TestKind test) {
        assertThat(TestReport.of(test).variant()).isNotNull();
        assertThat(test.title()).isNotBlank();
        assertThat(TestKind.of(test.label())).contains(test);
    }

    /** The other report tests use all sample runs, and therefore cover every kind of test. */
    @Test
    void shouldHaveARunOfEveryKindOfTestAmongTheSamples() {
        Set<TestKind> kinds = Runs.all().map(RunResult::test).collect(Collectors.toSet());

        assertThat(kinds).isEqualTo(EnumSet.allOf(TestKind.class));
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldShowTheTablesOfTheTestFirst(RunResult run) {
        Table main = TestReport.of(run).tables(run).get(0);

        assertThat(Tables.besidesMatrices(run).get(0).title()).isEqualTo(main.title());
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldReadBackTheShapeOfEveryTier(RunResult run) {
        RunResult read = JsonReport.parse(JsonReport.render(run));

        assertThat(read.tiers())
                .extracting(tier -> tier.shape())
                .isEqualTo(run.tiers().stream().map(tier -> tier.shape()).toList());
    }
}
