package wse.health;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * The body of a page of counters. Its size is limited, both as received and after decompression. Used by one request.
 */
public final class CounterBody implements HttpResponse.BodySubscriber<byte[]> {

    /** The largest pages of real servers have a few MiB. */
    static final int MOST_BYTES = 16 << 20;

    private static final int GZIP_MAGIC = 0x1f8b;

    private final HttpResponse.BodySubscriber<byte[]> bytes = HttpResponse.BodySubscribers.ofByteArray();
    private Flow.Subscription subscription;
    private long received;

    /**
     * The text of a response, which is always UTF-8. Some servers compress it without having been asked to, and some of them
     * do not say so.
     *
     * @throws IOException if it is compressed in a way that the JDK does not know, damaged or too long
     */
    public static String text(HttpResponse<byte[]> response) throws IOException {
        String coding = response.headers()
                .firstValue("Content-Encoding")
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        byte[] body = response.body();
        return switch (coding) {
            case "", "identity", "gzip", "x-gzip" ->
                isGzip(body) ? utf8(new GZIPInputStream(in(body))) : utf8(in(body));
            case "deflate" -> utf8(new InflaterInputStream(in(body)));
            default -> throw new IOException("its Content-Encoding is not supported: " + coding);
        };
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 2 && ByteBuffer.wrap(body).getChar() == GZIP_MAGIC;
    }

    private static InputStream in(byte[] body) {
        return new ByteArrayInputStream(body);
    }

    private static String utf8(InputStream in) throws IOException {
        byte[] text = in.readNBytes(MOST_BYTES + 1);
        requireShort(text.length);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void requireShort(long length) throws IOException {
        if (length > MOST_BYTES) {
            throw new IOException("the page is longer than " + (MOST_BYTES >> 20) + " MiB");
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return bytes.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        bytes.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        try {
            requireShort(received);
            bytes.onNext(buffers);
        } catch (IOException tooLong) {
            subscription.cancel();
            bytes.onError(tooLong);
        }
    }

    @Override
    public void onError(Throwable failure) {
        bytes.onError(failure);
    }

    @Override
    public void onComplete() {
        bytes.onComplete();
    }
}
