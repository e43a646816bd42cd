package wse.run.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.Config;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.dialect.Dialects;
import wse.measure.ServerUsage;
import wse.run.tiers.Tiers;

class DecodingNoteTest {

    private static final ServerUsage GENUINE = usage(null);
    private static final ServerUsage REFERENCE = usage(0L);

    @Test
    void shouldSayWhatTheGenuineServerDoesNotDecode() {
        List<List<String>> notes = notes(GENUINE, Map.of("wse.host", "h"));

        assertThat(notes.get(0)).isEmpty();
        assertThat(notes.get(1)).singleElement().asString().startsWith("the server does not decode M:");
        assertThat(notes.get(2)).singleElement().asString().startsWith("the server does not decode C:");
    }

    @Test
    void shouldTrustTheReferenceServerToDecode() {
        assertThat(notes(REFERENCE, Map.of("wse.host", "h")))
                .allSatisfy(notes -> assertThat(notes).isEmpty());
        assertThat(notes(REFERENCE, Map.of()))
                .allSatisfy(notes -> assertThat(notes).isEmpty());
    }

    @Test
    void shouldSayThatTheEmbeddedServerOnlyCounts() {
        List<List<String>> notes = notes(REFERENCE, Map.of("wse.serverRead", "count"));

        assertThat(notes.get(0)).isEmpty();
        assertThat(notes.subList(1, 3))
                .allSatisfy(note -> assertThat(note).singleElement().asString().contains("wse.serverRead=count"));
    }

    @Test
    void shouldSayThatAnEchoServerDecodesNothing() {
        List<List<String>> notes = notes(GENUINE, Map.of("wse.host", "h", "wse.dialect", "echo"));

        assertThat(notes.get(0)).isEmpty();
        assertThat(notes.get(2)).singleElement().asString().startsWith("an echo server decodes no payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "echo"})
    void shouldSayNothingIfTheClientDecodes(String direction) {
        assertThat(notes(REFERENCE, Map.of("wse.direction", direction)))
                .allSatisfy(notes -> assertThat(notes).isEmpty());
    }

    /** The notes for JSON, MessagePack and zlib. */
    private static List<List<String>> notes(ServerUsage server, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("wse.tiers", "10");
        Config config = Config.from(TestKind.FORMAT_COMPARISON, all, Map.of());
        Dialect dialect = dialect(config);
        return Tiers.measured(config, dialect).stream()
                .map(tier -> DecodingNote.of(tier, config.target(), dialect, server))
                .toList();
    }

    private static ServerUsage usage(Long sent) {
        return new ServerUsage(null, null, null, null, null, null, null, sent, null, null, null, null, null, List.of());
    }

    private static Dialect dialect(Config config) {
        Dialects dialects = new Dialects();
        return dialects.create(
                config.target().dialect(), dialects.context(config.target(), Optional.empty(), Instant.EPOCH));
    }
}
