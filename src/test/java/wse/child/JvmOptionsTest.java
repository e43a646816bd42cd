package wse.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-XX:+UseG1GC|",
                "-Xmx64m -Dx=y|-Dx=y",
                "-Dx=y -XX:-UseParallelGC -Xms1g -Xmn1m|-Dx=y",
                "-javaagent:/a.jar -Dgc=-XX:+UseG1GC|-javaagent:/a.jar -Dgc=-XX:+UseG1GC",
                "-Djavax.net.ssl.trustStore=/t.p12|-Djavax.net.ssl.trustStore=/t.p12",
                "-XX:+UseStringDeduplication|-XX:+UseStringDeduplication"
            })
    void shouldLeaveCollectorAndHeapToTheChild(String options, String left) {
        for (String variable : new String[] {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"}) {
            Map<String, String> environment = new HashMap<>(Map.of(variable, options, "OTHER", options));

            JvmOptions.limitTo(environment);

            assertThat(environment).containsEntry("OTHER", options);
            assertThat(environment.get(variable)).isEqualTo(left);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Picked up JAVA_TOOL_OPTIONS: -Dwse.token=abc",
                "Picked up _JAVA_OPTIONS: -Dx=y",
                "NOTE: Picked up JDK_JAVA_OPTIONS: -Dx=y"
            })
    void shouldNotMistakeTheNoticeForOutput(String line) {
        assertThat(JvmOptions.isNotice(line)).isTrue();
        assertThat(JvmOptions.isNotice("error: " + line)).isFalse();
    }
}
