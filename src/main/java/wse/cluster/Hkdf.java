package wse.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with HMAC-SHA256 (RFC 5869), which the JDK has provided only since version 25. */
final class Hkdf {

    /** The length of a derived key, unless another one is asked for. */
    static final int KEY_BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private Hkdf() {}

    /** Concentrates the randomness of a secret in one key. */
    static byte[] extract(byte[] salt, byte[] secret) {
        return mac(salt.length == 0 ? new byte[KEY_BYTES] : salt, secret);
    }

    /** Derives the key for one purpose. Nobody can compute it from the keys for other purposes. */
    static byte[] expand(byte[] key, byte[] purpose, int length) {
        int blocks = (length + KEY_BYTES - 1) / KEY_BYTES;
        ByteBuffer all = ByteBuffer.allocate(blocks * KEY_BYTES);
        byte[] block = {};
        for (int number = 1; number <= blocks; number++) {
            block = mac(key, block, purpose, new byte[] {(byte) number});
            all.put(block);
        }
        byte[] derived = new byte[length];
        all.get(0, derived);
        return derived;
    }

    static byte[] expand(byte[] key, String purpose) {
        return expand(key, purpose.getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
    }

    /** The HMAC-SHA256 of these parts, one after the other. */
    static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
