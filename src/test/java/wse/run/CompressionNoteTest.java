package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.config.Config;
import wse.config.TestKind;
import wse.engine.DeflateAgreement;

class CompressionNoteTest {

    private static final Config OFFERING =
            Config.from(TestKind.THROUGHPUT, Map.of("wse.compression", "permessage-deflate"), Map.of());

    @Test
    void shouldSayHowBothSidesCompress() {
        assertThat(CompressionNote.of(OFFERING, Optional.of(new DeflateAgreement(false, true, 15, 10))))
                .contains("the server accepts compression (permessage-deflate): the client compresses with a window of"
                        + " 10 bits, each message on its own, the server with one of 15 bits");
    }

    @Test
    void shouldSayThatTheServerDoesNotCompress() {
        assertThat(CompressionNote.of(OFFERING, Optional.empty()))
                .contains("note: the server does not accept compression, so messages are sent uncompressed:"
                        + " wse.compression=permessage-deflate");
    }

    @Test
    void shouldSayNothingIfNothingWasOffered() {
        Config off = Config.from(TestKind.THROUGHPUT, Map.of(), Map.of());

        assertThat(CompressionNote.of(off, Optional.empty())).isEmpty();
    }
}
