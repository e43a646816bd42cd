package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.BytesMessage;
import org.jgroups.CompositeMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.FragHeader;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;

class PlainMessagesTest {

    private static final AtomicInteger READ = new AtomicInteger();

    /** Does something as soon as it is deserialized. */
    private static final class Trap implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private void readObject(ObjectInputStream in) {
            READ.incrementAndGet();
        }
    }

    private static byte[] packet(Message message) throws IOException {
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        Util.writeMessage(message, out, true);
        return out.getBuffer().bytes();
    }

    @Test
    void shouldReadTheMessagesOfMembers() throws Exception {
        Message bytes = PlainMessages.read(packet(new BytesMessage(null, new byte[] {1, 2, 3})))
                .orElseThrow()
                .message();
        assertThat(bytes.getArray()).containsExactly(1, 2, 3);
        assertThat(PlainMessages.read(packet(new EmptyMessage()))).isPresent();
        SeqnoList numbers = PlainMessages.read(packet(new ObjectMessage(null, new SeqnoList(9, 5).add(7))))
                .orElseThrow()
                .message()
                .getObject();
        assertThat(numbers).containsExactly(7L);
        assertThat(PlainMessages.read(packet(new ObjectMessage(null)))).isPresent();
    }

    @Test
    void shouldDeserializeNoObjects() throws Exception {
        byte[] trap = Util.objectToByteBuffer(new Trap());
        Util.objectFromByteBuffer(trap);
        assertThat(READ.getAndSet(0)).as("the trap works").isEqualTo(1);

        assertThat(PlainMessages.read(packet(new BytesMessage(null, trap).setFlag(Message.Flag.SERIALIZED))))
                .isEmpty();
        assertThatThrownBy(() -> PlainMessages.read(packet(new ObjectMessage(null, new Trap()))))
                .hasMessageContaining("must not contain objects");
        assertThat(PlainMessages.read(packet(new CompositeMessage(null, new ObjectMessage(null, new Trap())))))
                .isEmpty();
        assertThat(PlainMessages.read(packet(fragment(new FragHeader(1, 0, 1).needsDeserialization(true)))))
                .isEmpty();
        assertThat(READ).hasValue(0);
    }

    private static Message fragment(FragHeader header) {
        return new BytesMessage(null, new byte[1]).putHeader(ClassConfigurator.getProtocolId(FRAG2.class), header);
    }

    @Test
    void shouldAcceptFragmentsOfBytesOnly() throws Exception {
        assertThat(PlainMessages.read(packet(fragment(new FragHeader(1, 0, 1)))))
                .isPresent();
    }

    @Test
    void shouldRefuseListsOfMessagesAndWhatIsTooShort() throws Exception {
        ByteArrayDataOutputStream list = new ByteArrayDataOutputStream();
        Util.writeMessageList(null, null, new byte[0], List.of((Message) new EmptyMessage()), list, true);

        assertThat(PlainMessages.read(list.getBuffer().bytes())).isEmpty();
        assertThat(PlainMessages.read(new byte[4])).isEmpty();
    }
}
