package wse.cluster;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.jgroups.Message;
import org.junit.jupiter.api.Test;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever packet a member sends is read as a message or refused, and this process does not reserve much more memory
 * for it than the packet is long.
 */
public class PlainMessagesFuzzTest {

    private static final int MUTATIONS = 20_000;
    /** Lists of up to 32,767 addresses and numbers, and exceptions with their stack traces. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_PER_BYTE = 256;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void shouldReadSeedsAndMutations() throws IOException {
        ShortRun.of(PlainMessagesFuzzTest.class, PlainMessagesFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        long most = MOST_BYTES + (long) MOST_PER_BYTE * input.length;
        long reserved = reserved(input);
        if (reserved > most) {
            // Perhaps classes were loaded, but only the first time.
            reserved = reserved(input);
        }
        Property.holds(reserved <= most, "memory is reserved for what has arrived");
    }

    private static long reserved(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            PlainMessages.read(input)
                    .ifPresent(read -> Property.holds(
                            !read.message().isFlagSet(Message.Flag.SERIALIZED), "no message contains a Java object"));
        } catch (IOException | ClassNotFoundException | RuntimeException refused) {
            Property.holds(refused.toString() != null, "a refusal says why");
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
