package wse.run.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.SelfSigned;
import wse.config.BadInputException;

class SecurityTest {

    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    private Path directory;

    @AfterEach
    void clear() {
        System.clearProperty(STORE);
        System.clearProperty(PASSWORD);
    }

    @Test
    void shouldLeaveItToEachProcessIfTheRunTrustsTheAuthoritiesOfTheJdk() {
        assertThat(Security.authoritiesOfThisJvm()).isEmpty();
    }

    @Test
    void shouldPassOnTheAuthoritiesThatTheUserHasGiven() throws Exception {
        SelfSigned self = SelfSigned.create(directory, "own");
        System.setProperty(STORE, self.store().toString());
        System.setProperty(PASSWORD, SelfSigned.PASSWORD);

        assertThat(Security.authoritiesOfThisJvm()).containsExactly(self.certificate());
    }

    @Test
    void shouldRefuseAStoreThatDoesNotExist() {
        System.setProperty(STORE, directory.resolve("none.p12").toString());

        assertThatThrownBy(Security::authoritiesOfThisJvm)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("javax.net.ssl.trustStore must be a store that contains certificates: ")
                .hasMessageContaining("none.p12; check the path, and javax.net.ssl.trustStorePassword");
    }

    @Test
    void shouldRefuseAStoreThatCannotBeRead() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.p12"), "no store");
        System.setProperty(STORE, broken.toString());

        assertThatThrownBy(Security::authoritiesOfThisJvm)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("javax.net.ssl.trustStore must be a store that this JVM can read: ");
    }
}
