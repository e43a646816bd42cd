package wse.cluster;

import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jgroups.Address;
import org.jgroups.protocols.TCP_NIO2;
import org.jgroups.stack.DiagnosticsHandler;

/**
 * TCP whose packets are sealed whole, with the headers of all protocols above: discovery, joins and heartbeats too. What
 * is not sealed so is refused.
 *
 * <p>Instead of JGroups' SYM_ENCRYPT, which leaves headers in the clear, lets messages without a payload pass and cannot
 * do an authenticated mode (it makes an {@code IvParameterSpec}, which the JDK's GCM does not take). A packet may be
 * replayed within a run; the sequence numbers above make that one harmless for messages.
 *
 * <p>Called by JGroups' threads, any number at a time.
 */
final class SealedTransport extends TCP_NIO2 {

    private final Seal seal;

    SealedTransport(ClusterSecret secret) {
        this.seal = new Seal(secret);
    }

    /** Any free port will do, since seeds are given with their ports; JGroups would refuse it. */
    @Override
    public void init() throws Exception {
        int wanted = bind_port;
        bind_port = Math.max(1, wanted);
        super.init();
        bind_port = wanted;
    }

    @Override
    public String getName() {
        return TCP_NIO2.class.getSimpleName();
    }

    /** It would listen to multicasts of anybody. */
    @Override
    public DiagnosticsHandler createDiagnosticsHandler() {
        return super.createDiagnosticsHandler().setEnabled(false);
    }

    @Override
    public void send(Address dest, byte[] data, int offset, int length) throws Exception {
        byte[] packet = seal.seal(data, offset, length);
        super.send(dest, packet, 0, packet.length);
    }

    @Override
    public void receive(Address sender, ByteBuffer buffer) {
        byte[] packet = new byte[buffer.remaining()];
        buffer.get(packet);
        receive(sender, packet, 0, packet.length);
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws IOException {
        byte[] packet = new byte[length];
        in.readFully(packet);
        receive(sender, packet, 0, length);
    }

    @Override
    public void receive(Address sender, byte[] packet, int offset, int length) {
        byte[] plain = seal.open(packet, offset, length);
        if (plain == null) {
            seal.refuse(sender);
        } else {
            super.receive(sender, plain, 0, plain.length);
        }
    }
}
