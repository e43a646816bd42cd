package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * Decides which pings of the server are answered at once. The answers of the others would fill the client's memory if the
 * server sends pings but never reads; of those, only the latest is answered, as RFC 6455 section 5.5.3 allows. Confined to
 * the connection's event loop.
 */
final class Pongs {

    /**
     * The most pings of one read that are answered one by one. Otherwise, a server that sends nothing but pings could keep
     * the event loop busy for half a second.
     */
    private static final int ANSWERED_PER_READ = 64;

    private int answered;
    /** The payload of the latest ping whose answer has to wait. */
    private Optional<byte[]> owed = Optional.empty();

    void beginRead() {
        answered = 0;
    }

    /** Whether this ping is to be answered now. If not, its answer replaces the one that is owed. */
    boolean mayAnswer(ByteBuf payload, boolean clogged) {
        if (clogged || answered == ANSWERED_PER_READ) {
            owed = Optional.of(ByteBufUtil.getBytes(payload));
            return false;
        }
        answered++;
        return true;
    }

    boolean isOwed() {
        return owed.isPresent();
    }

    ByteBuf takeOwed() {
        ByteBuf payload = Unpooled.wrappedBuffer(owed.orElseThrow());
        owed = Optional.empty();
        return payload;
    }
}
