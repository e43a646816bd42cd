package wse.cluster;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encrypts packets with AES-GCM and the cluster's secret: nobody else can read or create one. Thread-safe. */
final class Seal {

    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);

    private static final String ALGORITHM = "AES/GCM/NoPadding";

    /** 96 random bits (NIST SP 800-38D section 8.2). */
    private static final int IV_BYTES = 12;

    private static final int TAG_BITS = 128;

    /** How many unknown senders are remembered, so that each is logged only once. */
    private static final int STRANGERS_LOGGED = 100;

    private final ClusterSecret secret;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    Seal(ClusterSecret secret) {
        this.secret = secret;
    }

    byte[] seal(byte[] data, int offset, int length) throws GeneralSecurityException {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, iv);
        byte[] packet = Arrays.copyOf(iv, IV_BYTES + cipher.getOutputSize(length));
        cipher.doFinal(data, offset, length, packet, IV_BYTES);
        return packet;
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, secret.key(), new GCMParameterSpec(TAG_BITS, iv));
        return cipher;
    }

    /** @return the decrypted packet; empty if it was not encrypted with this secret */
    Optional<byte[]> open(byte[] packet, int offset, int length) {
        if (length < IV_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            byte[] iv = Arrays.copyOfRange(packet, offset, offset + IV_BYTES);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, iv).doFinal(packet, offset + IV_BYTES, length - IV_BYTES));
        } catch (GeneralSecurityException e) {
            LOG.debug("refused a packet", e);
            return Optional.empty();
        }
    }

    void refuse(Address sender) {
        if (strangers.size() < STRANGERS_LOGGED && strangers.add(String.valueOf(sender))) {
            LOG.warn(
                    "refused a stranger: {} does not use this cluster's secret; if it belongs to the cluster, give it the same"
                            + " secret",
                    sender);
        }
    }
}
