package wse.cluster;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts, or decrypts, the packets of one direction of one connection with AES-GCM. Both sides count the packets, and
 * the count is the nonce: it is never used twice, because each direction of each connection has its own key, and
 * packets that are replayed, dropped or reordered are noticed, because the next packet cannot be decrypted. Confined to
 * the event loop.
 */
final class Seal {

    /** By how many bytes a sealed packet is longer than its content. */
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final SecretKeySpec key;
    private final byte[] context;
    private final Cipher cipher;
    private long packets;

    /** @param context further data that both sides know; a packet is valid only together with it */
    Seal(byte[] key, byte[] context) {
        this.key = new SecretKeySpec(key, "AES");
        this.context = context.clone();
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Encrypts the readable bytes of a packet, and appends them to {@code out}. */
    void seal(ByteBuf packet, ByteBuf out) {
        int length = packet.readableBytes() + TAG_BYTES;
        out.ensureWritable(length);
        try {
            next(Cipher.ENCRYPT_MODE);
            cipher.doFinal(packet.nioBuffer(), out.nioBuffer(out.writerIndex(), length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet must be encryptable", e);
        }
        out.writerIndex(out.writerIndex() + length);
    }

    /** @return the decrypted packet; empty if it is not the next one that the other side has sealed */
    Optional<byte[]> open(ByteBuf sealed) {
        if (sealed.readableBytes() < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            next(Cipher.DECRYPT_MODE);
            ByteBuffer packet = ByteBuffer.allocate(sealed.readableBytes() - TAG_BYTES);
            cipher.doFinal(sealed.nioBuffer(), packet);
            return Optional.of(packet.array());
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet must be decryptable", e);
        }
    }

    private void next(int mode) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(nonce).putLong(NONCE_BYTES - Long.BYTES, packets++);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(context);
    }
}
