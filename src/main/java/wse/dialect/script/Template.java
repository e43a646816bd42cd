package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import wse.dialect.Payload;

/** A message with placeholders, as pieces of bytes. Immutable and thread-safe; writing it allocates nothing. */
final class Template {

    private static final Fill NOTHING = new Fill() {};

    private final boolean text;
    private final Piece[] pieces;
    private final Set<Placeholder> used;
    private final long idMask;
    /** The message itself if it is always the same; otherwise null. */
    private final Payload fixed;

    /**
     * @param text whether it is sent as a text message
     * @param used the placeholders in it
     * @param idMask which bits of a ping's id it contains; 0 if it contains none
     */
    Template(boolean text, List<Piece> pieces, Set<Placeholder> used, long idMask) {
        this.text = text;
        this.used = used;
        this.idMask = idMask;
        this.pieces = pieces.toArray(Piece[]::new);
        boolean same = pieces.stream().allMatch(Piece::isFixed);
        this.fixed = same ? render(NOTHING, 0) : null;
    }

    /** A message without placeholders. */
    static Template fixed(boolean text, byte[] bytes) {
        return new Template(text, List.of(new Piece.Fixed(bytes)), EnumSet.noneOf(Placeholder.class), 0);
    }

    /** Several texts, one after the other. */
    static Template joined(List<Template> parts) {
        Set<Placeholder> used = EnumSet.noneOf(Placeholder.class);
        parts.forEach(part -> used.addAll(part.used));
        List<Piece> pieces =
                parts.stream().flatMap(part -> Stream.of(part.pieces)).toList();
        return new Template(true, pieces, used, 0);
    }

    boolean isText() {
        return text;
    }

    /** Whether the message is the same for all connections. */
    boolean isFixed() {
        return fixed != null;
    }

    boolean uses(Placeholder placeholder) {
        return used.contains(placeholder);
    }

    /** Whether it differs between connections, not counting ids and times. */
    boolean isOfOneConnection() {
        return uses(Placeholder.INDEX) || uses(Placeholder.USER) || uses(Placeholder.KEPT);
    }

    long idMask() {
        return idMask;
    }

    /** Appends the message. */
    void write(ByteBuf out, Fill fill, long id) {
        write(out, fill, id, 0);
    }

    /** Appends the pieces from this one on. A length is written after the pieces that follow it, because it counts them. */
    private void write(ByteBuf out, Fill fill, long id, int from) {
        for (int i = from; i < pieces.length; i++) {
            int at = out.writerIndex();
            pieces[i].write(out, fill, id);
            if (pieces[i] instanceof Piece.Length length) {
                write(out, fill, id, i + 1);
                length.format().setLength(out, at);
                return;
            }
        }
    }

    /**
     * Where the number of a flood's message is; empty if the message has none, or if the lengths of the parts before
     * and after it both vary.
     */
    Optional<NumberPlace> numberPlace() {
        int at = 0;
        while (at < pieces.length && !(pieces[at] instanceof Piece.Decimal) && !(pieces[at] instanceof Piece.Binary)) {
            at++;
        }
        if (at == pieces.length) {
            return Optional.empty();
        }
        NumberFormat format = pieces[at] instanceof Piece.Binary binary ? binary.format() : null;
        int bytes = pieces[at].floodBytes();
        int before = floodBytes(0, at);
        int after = floodBytes(at + 1, pieces.length);
        if (before == Piece.VARIES && after == Piece.VARIES) {
            return Optional.empty();
        }
        return Optional.of(new NumberPlace(before == Piece.VARIES ? -bytes - after : before, bytes, format));
    }

    private int floodBytes(int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            int more = pieces[i].floodBytes();
            if (more == Piece.VARIES) {
                return Piece.VARIES;
            }
            bytes += more;
        }
        return bytes;
    }

    /** The message for one connection. */
    Payload payload(Fill fill) {
        return fixed != null ? fixed : render(fill, 0);
    }

    /** The message as text, for a request. */
    String string(Fill fill) {
        return new String(payload(fill).bytes(), StandardCharsets.UTF_8);
    }

    private Payload render(Fill fill, long id) {
        ByteBuf out = Unpooled.buffer();
        write(out, fill, id);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return new Payload(text, bytes);
    }
}
