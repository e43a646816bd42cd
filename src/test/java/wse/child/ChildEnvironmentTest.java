package wse.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {

    @Test
    void shouldNotHandDownTheSettingsAndSecretsOfARun() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "WSE_SECRET", "s3cret",
                "WSE_CLUSTER_SECRET", "s3cret",
                "WSE_DIALECT_PASSWORD", "s3cret",
                "JAVA_TOOL_OPTIONS", "-Xmx9g -Dx=y",
                "PATH", "/bin",
                "WSEX", "kept"));

        ChildEnvironment.limit(environment);

        assertThat(environment).isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Dx=y", "PATH", "/bin", "WSEX", "kept"));
    }
}
