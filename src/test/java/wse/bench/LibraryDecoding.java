package wse.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import wse.config.Format;
import wse.dialect.Payload;

/** Decodes one message again and again with nothing but the library: Jackson, msgpack-core, or zlib and then Jackson. */
final class LibraryDecoding {

    private static final JsonFactory JSON = new JsonFactory();
    /** The format's prefix of a binary message, such as {@code M:}. */
    private static final int PREFIX_BYTES = 2;

    private static final int MESSAGES_PER_LOOK = 64;

    private final byte[] bytes;
    private final ArrayBufferInput input = new ArrayBufferInput(new byte[0]);
    private final MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(input);
    private final Inflater inflater = new Inflater();
    private final byte[] inflated = new byte[64 << 10];

    interface Decoder {
        void decode() throws IOException, DataFormatException;
    }

    private LibraryDecoding(byte[] bytes) {
        this.bytes = bytes;
    }

    static Rate run(Format format, Payload message, double seconds) throws IOException, DataFormatException {
        LibraryDecoding library = new LibraryDecoding(message.bytes());
        try {
            return switch (format) {
                case JSON -> repeat(seconds, library::json);
                case MSGPACK -> repeat(seconds, library::messagePack);
                case ZLIB -> repeat(seconds, library::zlib);
            };
        } finally {
            library.inflater.end();
        }
    }

    /** Decodes for some seconds. */
    static Rate repeat(double seconds, Decoder decoder) throws IOException, DataFormatException {
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long nanos = 0;
        long messages = 0;
        while (nanos < seconds * 1e9) {
            for (int i = 0; i < MESSAGES_PER_LOOK; i++) {
                decoder.decode();
            }
            messages += MESSAGES_PER_LOOK;
            nanos = System.nanoTime() - start;
        }
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
        return Rate.of(messages, nanos / 1e9, cpu / 1e9);
    }

    private void json() throws IOException {
        json(bytes, bytes.length);
    }

    private static void json(byte[] text, int length) throws IOException {
        int start = 0;
        while (text[start] != '{') {
            start++;
        }
        try (JsonParser parser = JSON.createParser(text, start, length - start)) {
            while (parser.nextToken() != null) {
                // Reading the tokens is all that is measured.
            }
        }
    }

    private void messagePack() throws IOException {
        input.reset(bytes, PREFIX_BYTES, bytes.length - PREFIX_BYTES);
        unpacker.reset(input);
        unpacker.skipValue();
    }

    private void zlib() throws IOException, DataFormatException {
        inflater.reset();
        inflater.setInput(bytes, PREFIX_BYTES, bytes.length - PREFIX_BYTES);
        int length = inflater.inflate(inflated);
        json(inflated, length);
    }
}
