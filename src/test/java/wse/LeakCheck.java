package wse;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which Netty's leak detector has found a buffer that was garbage collected before it was
 * released. If a buffer is collected later, one of the next classes fails; the message shows where it was used.
 */
public final class LeakCheck implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isMemberClass()) {
            return;
        }
        System.gc();
        // The detector looks for collected buffers whenever a buffer is allocated.
        PooledByteBufAllocator.DEFAULT.buffer(1).release();
        List<String> leaks = LeakRecorder.take();
        if (!leaks.isEmpty()) {
            throw new AssertionError("buffers leaked: " + String.join("\n", leaks));
        }
    }
}
