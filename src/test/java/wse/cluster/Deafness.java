package wse.cluster;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.MessageBatch;

/** While this is open, a channel delivers no messages; JGroups itself still receives and acknowledges them. */
final class Deafness extends Protocol implements AutoCloseable {

    private final JChannel channel;
    private final Semaphore drops = new Semaphore(0);

    private Deafness(JChannel channel) {
        this.channel = channel;
    }

    static Deafness of(JChannel channel) throws Exception {
        Deafness deafness = new Deafness(channel);
        channel.getProtocolStack().insertProtocol(deafness, ProtocolStack.Position.ABOVE, GMS.class);
        return deafness;
    }

    /** Waits until this many messages have been withheld. */
    boolean dropped(int messages) throws InterruptedException {
        return drops.tryAcquire(messages, 10, TimeUnit.SECONDS);
    }

    @Override
    public Object up(Message message) {
        drops.release();
        return null;
    }

    @Override
    public void up(MessageBatch batch) {
        drops.release(batch.size());
    }

    @Override
    public void close() {
        channel.getProtocolStack().removeProtocol(this);
    }
}
