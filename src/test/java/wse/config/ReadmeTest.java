package wse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void shouldListEverySettingAsTheTableOfSettingsDoes() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains(Settings.describe());
    }
}
