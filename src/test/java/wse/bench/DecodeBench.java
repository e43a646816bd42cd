package wse.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Locale;
import wse.config.Format;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Payload;
import wse.dialect.PayloadDecoder;

/**
 * Compares the decoder of a flood with the decoding library alone. They take turns decoding the same bytes, without sockets.
 * The figures are CPU times, which other programs on the machine hardly affect.
 */
public final class DecodeBench {

    private static final int[] SIZES = {64, 175, 16_384};

    private DecodeBench() {}

    /** Arguments: duration of a round in seconds, number of rounds. */
    public static void main(String[] args) throws Exception {
        double seconds = Double.parseDouble(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Dialect dialect = new EchoDialect("/");
        for (Format format : Format.values()) {
            for (int size : SIZES) {
                compare(format, dialect.floodMessage(format, size), seconds, rounds);
            }
        }
    }

    private static void compare(Format format, Payload message, double seconds, int rounds) throws Exception {
        for (int i = 0; i < Rounds.WARM_UP; i++) {
            LibraryDecoding.run(format, message, seconds);
            decode(message, seconds);
        }
        double[] library = new double[rounds];
        double[] decoder = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            library[i] = LibraryDecoding.run(format, message, seconds).perCpuSecond();
            decoder[i] = decode(message, seconds).perCpuSecond();
        }
        double[] ratios = Rounds.ratios(decoder, library);
        System.out.printf(
                Locale.ROOT,
                "decode %6d B of %-7s  library %8.1f ns  decoder %8.1f ns of CPU time each  ratio %.2f (%s)%n",
                message.length(),
                format.label(),
                1e9 / Rounds.median(library),
                1e9 / Rounds.median(decoder),
                Rounds.median(ratios),
                Rounds.list(ratios));
    }

    private static Rate decode(Payload message, double seconds) throws Exception {
        ByteBuf received = Unpooled.directBuffer(message.length()).writeBytes(message.bytes());
        try (PayloadDecoder decoder = new EchoDialect("/").newDecoder().orElseThrow()) {
            return LibraryDecoding.repeat(seconds, () -> {
                if (!decoder.decode(received, message.text())) {
                    throw new IllegalStateException("the message must be well-formed");
                }
            });
        } finally {
            received.release();
        }
    }
}
