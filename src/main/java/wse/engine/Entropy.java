package wse.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random masks and nonces: the key stream of AES-128 in counter mode, with a key from {@link SecureRandom}. RFC 6455 section
 * 10.3 requires masks that cannot be predicted. This costs about as little as an ordinary generator, whereas a call of
 * {@code SecureRandom} for each frame would cost more than the frame itself. Confined to one event loop.
 */
final class Entropy {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    /**
     * Long enough for the full speed of the cipher. Only after 5,000 calls does the JIT compiler compile the refilling to
     * AES instructions, which make masks eight times cheaper. With more bytes per call, this would happen later.
     */
    private static final int BLOCK_BYTES = 1024;

    private static final int AES_BYTES = 16;
    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final Cipher stream;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int used = BLOCK_BYTES;

    Entropy() {
        byte[] key = new byte[AES_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            stream = Cipher.getInstance("AES/CTR/NoPadding");
            stream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[AES_BYTES]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform must have AES/CTR/NoPadding", e);
        }
    }

    int nextInt() {
        return (int) INTS.get(block, take(Integer.BYTES));
    }

    void nextBytes(byte[] to) {
        System.arraycopy(block, take(to.length), to, 0, to.length);
    }

    private int take(int bytes) {
        if (used + bytes > BLOCK_BYTES) {
            refill();
        }
        int at = used;
        used += bytes;
        return at;
    }

    private void refill() {
        try {
            stream.update(ZEROS, 0, BLOCK_BYTES, block, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stream cipher must fill a buffer of its input's size", e);
        }
        used = 0;
    }
}
