package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateAgreementTest {

    private static final String WINDOW = "permessage-deflate; client_max_window_bits";

    private static Optional<DeflateAgreement> agreement(String offer, String answer) throws ProtocolException {
        return DeflateAgreement.of(Optional.of(DeflateOffer.of(offer)), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate | false | false | 15 | 15",
                "permessage-deflate; client_max_window_bits | permessage-deflate;client_max_window_bits=9"
                        + " | false | false | 15 | 9",
                "permessage-deflate; client_max_window_bits=12 | permessage-deflate | false | false | 15 | 12",
                "permessage-deflate; client_max_window_bits=12 | permessage-deflate; client_max_window_bits=\"10\""
                        + " | false | false | 15 | 10",
                "permessage-deflate; server_max_window_bits=11 | permessage-deflate; server_max_window_bits=8"
                        + " | false | false | 8 | 15",
                "permessage-deflate | permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                        + " server_max_window_bits = 9 | true | true | 9 | 15",
                "permessage-deflate; client_no_context_takeover | permessage-deflate | false | true | 15 | 15"
            })
    void shouldTakeWhatTheServerMayAnswer(
            String offer, String answer, boolean server, boolean client, int serverBits, int clientBits)
            throws ProtocolException {
        assertThat(agreement(offer, answer)).contains(new DeflateAgreement(server, client, serverBits, clientBits));
    }

    @Test
    void shouldNotCompressIfTheServerDoesNotAnswerTheOffer() throws ProtocolException {
        assertThat(agreement(WINDOW, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | x-webkit-deflate-frame | not requested",
                "permessage-deflate | permessage-deflate, permessage-deflate | appears twice",
                "permessage-deflate | permessage-deflate, foo | not requested",
                "permessage-deflate | permessage-deflate; foo=1 | does not have: foo",
                "permessage-deflate | permessage-deflate; client_max_window_bits=10 | not offered",
                "permessage-deflate; client_max_window_bits | permessage-deflate; client_max_window_bits"
                        + " | without a value",
                "permessage-deflate; client_max_window_bits=10 | permessage-deflate; client_max_window_bits=11"
                        + " | more than the 10",
                "permessage-deflate | permessage-deflate; server_max_window_bits=16 | must not have",
                "permessage-deflate | permessage-deflate; server_max_window_bits=08 | must not have",
                "permessage-deflate | permessage-deflate; server_no_context_takeover=1 | must not have",
                "permessage-deflate | permessage-deflate; server_max_window_bits=9; server_max_window_bits=9"
                        + " | appears twice",
                "permessage-deflate; server_max_window_bits=9 | permessage-deflate | asked for",
                "permessage-deflate; server_max_window_bits=9 | permessage-deflate; server_max_window_bits=10"
                        + " | more than the 9",
                "permessage-deflate; server_no_context_takeover | permessage-deflate | asked for",
                "permessage-deflate | ; | not an extension",
                "permessage-deflate | permessage-deflate; a b | not a parameter"
            })
    void shouldRefuseWhatTheServerMustNotAnswer(String offer, String answer, String words) {
        assertThatThrownBy(() -> agreement(offer, answer))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(words);
    }

    @Test
    void shouldRefuseAnAnswerIfNothingWasOffered() {
        assertThatThrownBy(() -> DeflateAgreement.of(Optional.empty(), "permessage-deflate"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not requested");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "deflate-frame",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; foo"
            })
    void shouldRefuseAnIllegalOffer(String header) {
        assertThatThrownBy(() -> DeflateOffer.of(header)).isInstanceOf(IllegalArgumentException.class);
    }
}
