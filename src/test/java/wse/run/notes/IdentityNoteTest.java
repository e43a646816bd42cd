package wse.run.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.Config;
import wse.config.Format;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.dialect.Dialects;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.run.tiers.Tiers;

class IdentityNoteTest {

    private static final Dialect PLAIN = new Dialect() {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public OpeningRequest openingRequest(int user) {
            return OpeningRequest.of("/");
        }

        @Override
        public List<Format> floodFormats() {
            return List.of(Format.values());
        }

        @Override
        public Payload floodMessage(Format format, int jsonBytes) {
            return Payload.text("x".repeat(jsonBytes));
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"in", "out", "echo"})
    void shouldSayNothingIfTheMessagesAreNumbered(String direction) {
        assertThat(notes(echo(), direction)).isEmpty();
    }

    @Test
    void shouldSayThatEchoesCannotBeToldApart() {
        assertThat(notes(PLAIN, "echo")).hasSize(3).allMatch(note -> note.startsWith("all messages of this protocol"));
        assertThat(notes(PLAIN, "out")).isEmpty();
    }

    /** The notes for JSON, MessagePack and zlib together. */
    private static List<String> notes(Dialect dialect, String direction) {
        Config config = config(direction);
        return Tiers.measured(config, dialect).stream()
                .flatMap(tier -> IdentityNote.of(tier, dialect).stream())
                .toList();
    }

    private static Config config(String direction) {
        return Config.from(TestKind.FORMAT_COMPARISON, Map.of("wse.direction", direction, "wse.tiers", "10"), Map.of());
    }

    private static Dialect echo() {
        Dialects dialects = new Dialects();
        return dialects.create("echo", dialects.context(config("out").target(), Optional.empty(), Instant.EPOCH));
    }
}
