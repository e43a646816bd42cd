package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.function.Function;
import wse.dialect.Ascii;

/** A part of a message. Immutable; writing it allocates nothing. */
sealed interface Piece {

    /** The length of a part whose length varies. */
    int VARIES = -1;

    /** Appends the part, for a ping or another message. */
    void write(ByteBuf out, Fill fill, long id);

    /** Its length in bytes in a message of a flood; {@link #VARIES} if it depends on the size of the test. */
    default int floodBytes() {
        return VARIES;
    }

    /** Whether the part is the same in all messages of all connections. */
    default boolean isFixed() {
        return false;
    }

    /** Bytes that are always the same. */
    record Fixed(byte[] bytes) implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            out.writeBytes(bytes);
        }

        @Override
        public boolean isFixed() {
            return true;
        }

        @Override
        public int floodBytes() {
            return bytes.length;
        }
    }

    /** A number that a message contains. */
    interface Count {
        long of(Fill fill, long id);
    }

    /** A number in decimal. */
    record Decimal(Count number) implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            Ascii.writeDecimal(out, number.of(fill, id));
        }

        /** In a message of a flood, the only decimal number is that of the message. */
        @Override
        public int floodBytes() {
            return FloodMessage.DIGITS;
        }
    }

    /** A number in binary. */
    record Binary(Count number, NumberFormat format) implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            format.write(out, number.of(fill, id));
        }

        @Override
        public int floodBytes() {
            return format.bytes();
        }
    }

    /** A text that differs between connections. */
    record Words(Function<Fill, String> words) implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            ByteBufUtil.writeUtf8(out, words.apply(fill));
        }
    }

    /** A value that the login has kept from a message of the server. */
    record Kept(int slot) implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            out.writeBytes(fill.kept(slot));
        }
    }

    /** A part with its length in bytes before it. */
    record Measured(NumberFormat format, Piece part) implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            int at = out.writerIndex();
            format.write(out, 0);
            part.write(out, fill, id);
            format.setLength(out, at);
        }

        @Override
        public boolean isFixed() {
            return part.isFixed();
        }

        @Override
        public int floodBytes() {
            return part.floodBytes() == VARIES ? VARIES : format.bytes() + part.floodBytes();
        }
    }

    /** The message of the published suite. */
    record TradeUpdate() implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            out.writeBytes(fill.tradeUpdate());
        }
    }

    /** As many letters as are missing from the size of a message. */
    record Padding() implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            for (int i = fill.padding(); i > 0; i--) {
                out.writeByte('x');
            }
        }
    }

    /** The number of bytes that follow it, which {@link Template} fills in. */
    record Length(NumberFormat format) implements Piece {
        @Override
        public void write(ByteBuf out, Fill fill, long id) {
            format.write(out, 0);
        }

        @Override
        public int floodBytes() {
            return format.bytes();
        }
    }
}
