package wse.load;

import wse.engine.CompressionCount;
import wse.measure.CompressionUse;

/** Translates what the engine has counted into what the results contain. */
public final class Compressed {

    private Compressed() {}

    /** The same counts, for the results. */
    public static CompressionUse of(CompressionCount count) {
        return new CompressionUse(
                count.connections(),
                count.sentBytes(),
                count.sentWireBytes(),
                count.receivedBytes(),
                count.receivedWireBytes());
    }
}
