package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Packing;

/**
 * Messages that begin with a header, which ends with the number of bytes that follow it.
 *
 * @param at how many bytes of the header come before that number
 */
record LengthPacking(int at, NumberFormat format) implements Packing {

    private static final int MOST_BYTES_BEFORE = 1_024;

    /** Reads the format of the number, or a group with the keys {@code at} and {@code format}. */
    static LengthPacking read(Value value) {
        if (!value.isMapping()) {
            return new LengthPacking(0, format(value));
        }
        Fields fields = Fields.of(value, "at", "format");
        return new LengthPacking(fields.find("at", LengthPacking::at).orElse(0), format(fields.get("format")));
    }

    private static NumberFormat format(Value value) {
        return NumberFormat.of(value.choice(NumberFormat.labels())).orElseThrow();
    }

    private static int at(Value value) {
        String text = value.text();
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > MOST_BYTES_BEFORE) {
            throw value.refused(value.name() + " must be a number of bytes from 0 to " + MOST_BYTES_BEFORE + ": "
                    + value.name() + "=" + text + "; correct it");
        }
        return Integer.parseInt(text);
    }

    @Override
    public int end(ByteBuf messages, boolean text) {
        int header = at + format.bytes();
        int rest = messages.readableBytes() - header;
        if (rest < 0) {
            return messages.writerIndex();
        }
        long length = format.read(messages, messages.readerIndex() + at);
        boolean whole = length >= 0 && length <= rest;
        return whole ? messages.readerIndex() + header + (int) length : messages.writerIndex();
    }
}
