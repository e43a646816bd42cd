package wse.cluster;

import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jgroups.Address;
import org.jgroups.protocols.TCP_NIO2;
import org.jgroups.stack.DiagnosticsHandler;

/**
 * A TCP transport that encrypts whole packets, including the headers of all protocols above it. This covers discovery,
 * joins and heartbeats too. Packets that are not encrypted with the cluster's secret are refused.
 *
 * <p>It replaces JGroups' SYM_ENCRYPT, which leaves headers unencrypted, lets messages without a payload pass, and cannot
 * use an authenticated mode (it creates an {@code IvParameterSpec}, which the JDK's GCM does not accept). A packet can be
 * replayed within a run; the sequence numbers of the protocols above make that harmless for messages.
 *
 * <p>Several of JGroups' threads call it at the same time.
 */
final class SealedTransport extends TCP_NIO2 {

    private final Seal seal;

    SealedTransport(ClusterSecret secret) {
        this.seal = new Seal(secret);
    }

    /**
     * Allows port 0, which means any free port. JGroups would refuse it, but here seeds are always given with their
     * ports.
     */
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

    /** Disabled, because it would listen to multicasts from anybody. */
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
        seal.open(packet, offset, length)
                .ifPresentOrElse(plain -> super.receive(sender, plain, 0, plain.length), () -> seal.refuse(sender));
    }
}
