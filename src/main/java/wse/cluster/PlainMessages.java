package wse.cluster;

import java.io.DataInput;
import java.io.IOException;
import java.util.Optional;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.Version;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.FragHeader;
import org.jgroups.util.Bits;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.Digest;
import org.jgroups.util.MutableDigest;
import org.jgroups.util.SeqnoList;

/**
 * Reads JGroups' messages, but only those that its protocols here send: no message may contain a Java object that would
 * have to be deserialized, or name a class that would have to be loaded.
 */
final class PlainMessages {

    /** Position of the flags that the bundler adds after the version. */
    private static final int FLAGS_AT = Short.BYTES;

    private static final int MESSAGE_AT = FLAGS_AT + Byte.BYTES;
    private static final byte TO_ALL = 2;
    private static final short FRAGMENT = ClassConfigurator.getProtocolId(FRAG2.class);

    /**
     * A message.
     *
     * @param toAll whether it is meant for all members
     */
    record Read(Message message, boolean toAll) {}

    private PlainMessages() {}

    /**
     * Reads a packet of the transport.
     *
     * @return the message; empty if it is not one of those that members send
     * @throws IOException if the packet is damaged
     */
    static Optional<Read> read(byte[] packet) throws IOException, ClassNotFoundException {
        if (packet.length <= MESSAGE_AT + Short.BYTES || !Version.isBinaryCompatible(Bits.readShort(packet, 0))) {
            return Optional.empty();
        }
        byte flags = packet[FLAGS_AT];
        if ((flags & ~TO_ALL) != 0) {
            return Optional.empty();
        }
        ByteArrayDataInputStream in = new ByteArrayDataInputStream(packet, MESSAGE_AT, packet.length - MESSAGE_AT);
        Optional<Message> empty = empty(in.readShort());
        if (empty.isEmpty()) {
            return Optional.empty();
        }
        Message message = empty.get();
        message.readFrom(in);
        return isPlain(message) ? Optional.of(new Read(message, flags == TO_ALL)) : Optional.empty();
    }

    private static Optional<Message> empty(short type) {
        return switch (type) {
            case Message.BYTES_MSG -> Optional.of(new Bytes());
            case Message.EMPTY_MSG -> Optional.of(new EmptyMessage());
            case Message.OBJ_MSG -> Optional.of(new Numbers());
            default -> Optional.empty();
        };
    }

    private static boolean isPlain(Message message) {
        FragHeader fragment = message.getHeader(FRAGMENT);
        return !message.isFlagSet(Message.Flag.SERIALIZED) && (fragment == null || !fragment.needsDeserialization());
    }

    /** Refuses a packet that claims to contain more than it does, before memory is reserved for it. */
    private static void requireAvailable(ByteArrayDataInputStream in, long bytes) throws IOException {
        if (bytes > in.limit() - in.position()) {
            throw new IOException("a message must not be longer than its packet: bytes=" + bytes);
        }
    }

    /** A message with bytes. */
    private static final class Bytes extends BytesMessage {

        @Override
        public void readPayload(DataInput in) throws IOException {
            ByteArrayDataInputStream bytes = (ByteArrayDataInputStream) in;
            int start = bytes.position();
            requireAvailable(bytes, bytes.readInt());
            super.readPayload(bytes.position(start));
        }
    }

    /** A message with numbers of other messages, which JGroups counts as an object. */
    private static final class Numbers extends ObjectMessage {

        @Override
        public void readPayload(DataInput in) throws IOException, ClassNotFoundException {
            ByteArrayDataInputStream bytes = (ByteArrayDataInputStream) in;
            int start = bytes.position();
            if (bytes.readByte() != 0) {
                check(bytes, bytes.readShort());
            }
            super.readPayload(bytes.position(start));
        }

        private static void check(ByteArrayDataInputStream in, short type) throws IOException {
            if (!isListOfNumbers(type)) {
                throw new IOException("a message must not contain objects");
            }
            if (type == ClassConfigurator.getMagicNumber(SeqnoList.class)) {
                // It begins with the number of its bits.
                requireAvailable(in, in.readInt() / Byte.SIZE);
            }
        }

        private static boolean isListOfNumbers(short type) {
            return type == ClassConfigurator.getMagicNumber(SeqnoList.class)
                    || type == ClassConfigurator.getMagicNumber(Digest.class)
                    || type == ClassConfigurator.getMagicNumber(MutableDigest.class);
        }
    }
}
