package wse.health;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * Connection attempts that the listening sockets of one port have dropped since they were opened. Linux counts them for
 * each socket (sock_diag(7), {@code SK_MEMINFO_DROPS}), whereas {@link AcceptQueue} counts them for all servers of the
 * machine together. Stateless.
 */
final class ListenerDrops {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int MSG_DONTWAIT = 0x40;

    private static final int IPV4 = 2;
    private static final int IPV6 = 10;
    private static final byte TCP = 6;
    private static final int LISTEN = 10;

    /** {@code struct nlmsghdr}. */
    private static final int HEADER_BYTES = 16;
    /** {@code struct inet_diag_req_v2}, after the header. */
    private static final int REQUEST_BYTES = HEADER_BYTES + 56;
    /** {@code struct inet_diag_msg}, which the attributes follow. */
    private static final int SOCKET_BYTES = 72;

    private static final short ERROR = 2;
    private static final short DONE = 3;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    /** {@code NLM_F_REQUEST | NLM_F_DUMP}. */
    private static final short DUMP = 0x301;

    private static final int SKMEMINFO = 7;
    private static final int DROPS_OFFSET = 8 * Integer.BYTES;
    private static final int ATTRIBUTE_BYTES = 4;

    private static final int BUFFER_BYTES = 64 << 10;

    /** Functions of the C library. */
    private interface LibC extends Library {
        int socket(int domain, int type, int protocol);

        NativeLong send(int socket, byte[] message, NativeLong length, int flags);

        NativeLong recv(int socket, byte[] buffer, NativeLong length, int flags);

        int close(int socket);
    }

    private ListenerDrops() {}

    /**
     * The drops of all sockets that listen on a port; empty if there is none, or if the system does not report them.
     *
     * @param port 0 if it is unknown
     */
    static OptionalLong at(int port) {
        if (port == 0 || !System.getProperty("os.name").equals("Linux")) {
            return OptionalLong.empty();
        }
        LibC c = Native.load("c", LibC.class);
        Sum sum = new Sum();
        for (int family : new int[] {IPV4, IPV6}) {
            int socket = c.socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG);
            if (socket < 0) {
                return OptionalLong.empty();
            }
            byte[] request = request(family, port);
            c.send(socket, request, new NativeLong(request.length), 0);
            receive(c, socket, sum);
            c.close(socket);
        }
        return sum.listeners == 0 ? OptionalLong.empty() : OptionalLong.of(sum.drops);
    }

    private static byte[] request(int family, int port) {
        ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES).order(ByteOrder.nativeOrder());
        request.putInt(REQUEST_BYTES)
                .putShort(SOCK_DIAG_BY_FAMILY)
                .putShort(DUMP)
                .putLong(0);
        request.put((byte) family).put(TCP).put((byte) (1 << (SKMEMINFO - 1))).put((byte) 0);
        request.putInt(1 << LISTEN);
        request.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
        return request.array();
    }

    /** Never waits: the kernel has queued a part of the answer whenever the previous one has been read. */
    private static void receive(LibC c, int socket, Sum sum) {
        byte[] buffer = new byte[BUFFER_BYTES];
        boolean more = true;
        while (more) {
            int length = c.recv(socket, buffer, new NativeLong(BUFFER_BYTES), MSG_DONTWAIT)
                    .intValue();
            more = length > 0
                    && sum.add(ByteBuffer.wrap(buffer, 0, length).slice().order(ByteOrder.nativeOrder()));
        }
    }

    /** What the answers to some requests add up to. */
    static final class Sum {

        private int listeners;
        private long drops;

        /** Adds the messages of one packet, and returns whether another packet follows. */
        boolean add(ByteBuffer packet) {
            int at = 0;
            while (at + HEADER_BYTES <= packet.limit()) {
                int length = packet.getInt(at);
                short type = packet.getShort(at + Integer.BYTES);
                if (type == DONE || type == ERROR || length < HEADER_BYTES || at + length > packet.limit()) {
                    return false;
                }
                addSocket(packet.slice(at, length).order(packet.order()));
                at += aligned(length);
            }
            return true;
        }

        private void addSocket(ByteBuffer message) {
            int at = HEADER_BYTES + SOCKET_BYTES;
            while (at + ATTRIBUTE_BYTES <= message.limit()) {
                int length = Short.toUnsignedInt(message.getShort(at));
                if (length < ATTRIBUTE_BYTES || at + length > message.limit()) {
                    return;
                }
                if (message.getShort(at + Short.BYTES) == SKMEMINFO
                        && length >= ATTRIBUTE_BYTES + DROPS_OFFSET + Integer.BYTES) {
                    listeners++;
                    drops += Integer.toUnsignedLong(message.getInt(at + ATTRIBUTE_BYTES + DROPS_OFFSET));
                }
                at += aligned(length);
            }
        }

        private static int aligned(int length) {
            return (length + 3) & ~3;
        }
    }
}
