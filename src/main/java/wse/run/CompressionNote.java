package wse.run;

import java.util.Optional;
import wse.config.Compression;
import wse.config.CompressionSettings;
import wse.config.Config;
import wse.engine.DeflateAgreement;

/** Whether the server accepted the compression that the client offered, in one line for people to read. Pure. */
final class CompressionNote {

    private CompressionNote() {}

    /** @param agreed how the server compresses; empty if it does not */
    static Optional<String> of(Config config, Optional<DeflateAgreement> agreed) {
        Compression offer = config.get(CompressionSettings.COMPRESSION);
        if (!offer.isOn()) {
            return Optional.empty();
        }
        return Optional.of(agreed.map(CompressionNote::accepted)
                .orElse(
                        "note: the server does not accept compression, so messages are sent uncompressed: wse.compression="
                                + offer));
    }

    private static String accepted(DeflateAgreement agreed) {
        return "the server accepts compression (permessage-deflate): the client compresses with a window of "
                + window(agreed.clientMaxWindowBits(), agreed.clientNoContextTakeover()) + ", the server with one of "
                + window(agreed.serverMaxWindowBits(), agreed.serverNoContextTakeover());
    }

    private static String window(int bits, boolean forgets) {
        return bits + " bits" + (forgets ? ", each message on its own" : "");
    }
}
