package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jgroups.BytesMessage;
import org.jgroups.Version;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.junit.jupiter.api.Test;

class PlainMessagesTest {

    private static final byte[] CONTENT = {1, 2, 3};

    private static byte[] packet() throws IOException {
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        out.writeShort(Version.version);
        out.writeByte(0);
        BytesMessage message = new BytesMessage(null, CONTENT);
        out.writeShort(message.getType());
        message.writeTo(out);
        return Arrays.copyOf(out.buffer(), out.position());
    }

    @Test
    void shouldReadAMessage() throws Exception {
        byte[] read = PlainMessages.read(packet()).orElseThrow().message().getArray();

        assertThat(read).containsExactly(CONTENT);
    }

    @Test
    void shouldRefuseAMessageThatClaimsToBeLongerThanItsPacket() throws IOException {
        byte[] packet = packet();
        ByteBuffer.wrap(packet).putInt(packet.length - CONTENT.length - Integer.BYTES, Integer.MAX_VALUE);

        assertThatThrownBy(() -> PlainMessages.read(packet))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes=" + Integer.MAX_VALUE);
    }
}
