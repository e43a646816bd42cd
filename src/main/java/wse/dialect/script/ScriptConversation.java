package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import wse.dialect.Conversation;
import wse.dialect.Meaning;
import wse.dialect.script.Description.Ping;
import wse.dialect.script.Description.Refusal;
import wse.dialect.script.Description.ServerPing;
import wse.dialect.script.Description.Step;

/**
 * A described protocol as one connection speaks it: at which step its login is, and what it has kept from messages of the
 * server. Belongs to the connection's event loop. If the description has {@linkplain Description#isSameForAll nothing to
 * remember}, one conversation serves all connections, on any thread.
 */
final class ScriptConversation implements Conversation, Fill {

    private static final byte[][] NOTHING = {};
    private static final byte[] NOT_KEPT = {};

    private final Description description;
    private final int index;
    private final byte[][] kept;
    /** The step of the login that is waiting for a message; after the last one if the connection is ready. */
    private int step;
    /** The id of the latest ping, if pings contain only a part of it. */
    private long lastId;

    ScriptConversation(Description description, int index) {
        this.description = description;
        this.index = index;
        this.kept = description.keptValues() == 0 ? NOTHING : new byte[description.keptValues()][];
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public byte[] kept(int slot) {
        return valueAt(kept, slot);
    }

    @Override
    public Meaning onOpen() {
        return proceed(0);
    }

    /** Sends the messages of a step, and those of the next ones up to a step that waits for the server. */
    private Meaning proceed(int from) {
        List<Step> login = description.login();
        Meaning sends = Meaning.OTHER;
        int next = from;
        boolean waits = false;
        while (next < login.size() && !waits) {
            Step here = login.get(next);
            sends = sending(sends, here.sends(), this);
            waits = here.awaits().isPresent();
            next += waits ? 0 : 1;
        }
        if (next != step) {
            step = next;
        }
        return waits ? sends : asReady(sends);
    }

    private static Meaning sending(Meaning meaning, List<Template> messages, Fill fill) {
        Meaning sends = meaning;
        for (Template message : messages) {
            sends = sends.andSend(message.payload(fill));
        }
        return sends;
    }

    private static Meaning asReady(Meaning sends) {
        Meaning ready = Meaning.READY;
        for (var reply : sends.replies()) {
            ready = ready.andSend(reply);
        }
        return ready;
    }

    @Override
    public Meaning onMessage(ByteBuf message, boolean text) {
        ServerPing serverPing = description.serverPingLike(message);
        if (serverPing != null) {
            return answer(serverPing, message);
        }
        return step < description.login().size() ? ofLogin(message) : ofReady(message);
    }

    private Meaning answer(ServerPing ping, ByteBuf message) {
        if (ping.fixedAnswer() != null) {
            return ping.fixedAnswer();
        }
        byte[][] values = Arrays.copyOf(kept, kept.length + ping.keeps().size());
        for (Keep keep : ping.keeps()) {
            values[keep.slot()] = keep.part().of(message);
        }
        return sending(Meaning.SERVER_PING, ping.answers(), new Answer(index, values));
    }

    private static byte[] valueAt(byte[][] values, int slot) {
        return values[slot] == null ? NOT_KEPT : values[slot];
    }

    /** What the placeholders of the answer to a server's ping stand for. */
    private record Answer(int index, byte[][] values) implements Fill {
        @Override
        public byte[] kept(int slot) {
            return valueAt(values, slot);
        }
    }

    private Meaning ofLogin(ByteBuf message) {
        for (Refusal refusal : description.refusals()) {
            if (refusal.when().matches(message)) {
                return refused(refusal, message);
            }
        }
        Step waiting = description.login().get(step);
        if (!waiting.awaits().orElseThrow().matches(message)) {
            return Meaning.OTHER;
        }
        for (Keep keep : waiting.keeps()) {
            byte[] value = keep.part().of(message);
            if (value == null) {
                return Meaning.refused("the message that step " + (step + 1) + " of the login awaits has no "
                        + keep.part().where() + " to keep as " + keep.name() + "; correct login.keep");
            }
            kept[keep.slot()] = value;
        }
        return proceed(step + 1);
    }

    private static Meaning refused(Refusal refusal, ByteBuf message) {
        Optional<String> words = refusal.words().map(part -> part.text(message));
        return Meaning.refused(refusal.reason() + words.map(said -> ": " + said).orElse(""));
    }

    private Meaning ofReady(ByteBuf message) {
        Ping ping = description.pingOrNull();
        boolean answers =
                ping != null && ping.answer().matches(message) && ping.answer().id(message) != NONE;
        return answers ? Meaning.PONG : Meaning.OTHER;
    }

    @Override
    public long pongId(ByteBuf message) {
        Ping ping = description.ping().orElseThrow();
        long id = ping.answer().id(message);
        return id >= 0 && ping.shortensIds() ? completed(id, ping.send().idMask()) : id;
    }

    /** The highest id up to that of the latest ping that ends like this one. */
    private long completed(long id, long mask) {
        return lastId - (lastId - id & mask);
    }

    /** Each value twice: decoded as UTF-8, and with one character per byte, which also works for bytes that are not text. */
    @Override
    public List<String> issued() {
        return Stream.of(kept)
                .filter(Objects::nonNull)
                .flatMap(value -> Stream.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)
                        .map(charset -> new String(value, charset)))
                .distinct()
                .toList();
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        Ping ping = description.ping().orElseThrow();
        if (ping.shortensIds()) {
            lastId = id;
        }
        ping.send().write(out, this, id);
    }
}
