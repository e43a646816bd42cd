package wse.cluster;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a member sends is read as a message or refused with a reason. Writing and reading a message does not change
 * it.
 */
public class WireJsonFuzzTest {

    private static final int MUTATIONS = 10_000;

    @Test
    void shouldReadSeedsAndMutations() throws IOException {
        ShortRun.of(WireJsonFuzzTest.class, WireJsonFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Wire message;
        try {
            message = WireJson.read(input, 0, input.length);
        } catch (IOException refused) {
            Property.holds(refused.getMessage() != null && !refused.getMessage().isEmpty(), "a refusal says why");
            return;
        }
        Property.holds(message != null, "there is a message");
        byte[] written = WireJson.write(message);
        Wire again = WireJson.read(written, 0, written.length);
        Property.same("what is read back is the same", message.getClass(), again.getClass());
        Property.holds(Arrays.equals(written, WireJson.write(again)), "what is written again is the same");
    }
}
