package wse.run.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.config.Config;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.dialect.Dialects;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.run.tiers.Tiers;

class SizeNoteTest {

    @Test
    void shouldSayThatTooLongMessagesMayHaveEndedConnections() {
        List<List<String>> notes = notes("wse", Outcome.RESET);

        assertThat(notes.get(0)).isEmpty();
        assertThat(notes.get(1)).singleElement().asString().startsWith("messages of 1,048,577 bytes may be too long");
    }

    @Test
    void shouldSayNothingIfTheServerAcceptsThem() {
        assertThat(notes("wse", Outcome.OK)).allSatisfy(note -> assertThat(note).isEmpty());
    }

    @Test
    void shouldSayNothingAboutAnUnknownServer() {
        assertThat(notes("echo", Outcome.RESET))
                .allSatisfy(note -> assertThat(note).isEmpty());
    }

    /** The notes for the largest message that the genuine server accepts, and for one byte more. */
    private static List<List<String>> notes(String dialect, Outcome outcome) {
        Map<String, String> settings =
                Map.of("wse.tiers", "1", "wse.host", "h", "wse.dialect", dialect, "wse.sizes", "1048576,1048577");
        Config config = Config.from(TestKind.SIZE_MATRIX, settings, Map.of());
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.count(outcome);
        Dialect spoken = dialect(config);
        return Tiers.measured(config, spoken).stream()
                .map(tier -> SizeNote.of(tier, spoken, outcomes))
                .toList();
    }

    private static Dialect dialect(Config config) {
        Dialects dialects = new Dialects();
        return dialects.create(
                config.target().dialect(), dialects.context(config.target(), Optional.empty(), Instant.EPOCH));
    }
}
