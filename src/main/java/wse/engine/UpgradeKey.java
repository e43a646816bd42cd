package wse.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Makes values of {@code Sec-WebSocket-Key} and the {@code Sec-WebSocket-Accept} that each requires (RFC 6455 section
 * 4.2.2). Confined to one event loop.
 */
final class UpgradeKey {

    /** Length of an encoded key, which is 16 bytes in Base64. */
    static final int LENGTH = 24;

    private static final int NONCE_LENGTH = 16;
    private static final byte[] GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".getBytes(StandardCharsets.US_ASCII);

    private final Entropy entropy;
    private final MessageDigest sha1;
    private final byte[] nonce = new byte[NONCE_LENGTH];

    UpgradeKey(Entropy entropy) {
        this.entropy = entropy;
        try {
            this.sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-1", e);
        }
    }

    byte[] next() {
        entropy.nextBytes(nonce);
        return Base64.getEncoder().encode(nonce);
    }

    String acceptFor(byte[] key) {
        sha1.update(key);
        return Base64.getEncoder().encodeToString(sha1.digest(GUID));
    }
}
