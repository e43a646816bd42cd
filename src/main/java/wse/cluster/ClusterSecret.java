package wse.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The secret that all members of a cluster share. Never printed. */
public final class ClusterSecret {

    private static final int LEAST_LENGTH = 16;

    /** Not random: all members must derive the same key, and they have only the secret in common. */
    private static final byte[] SALT = "wse-stress cluster 1".getBytes(StandardCharsets.US_ASCII);

    /** OWASP's recommendation for PBKDF2-HMAC-SHA512. A process that has just started needs about a second for it. */
    private static final int ROUNDS = 210_000;

    /**
     * Length of 32 random bytes in base64. Nobody can guess them, so the key needs no stretching, and processes start
     * sooner.
     */
    private static final int RANDOM_LENGTH = 43;

    private static final int KEY_BITS = 256;

    private final SecretKey key;

    private ClusterSecret(SecretKey key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException if it is shorter than {@value #LEAST_LENGTH} characters */
    public static ClusterSecret of(String text) {
        if (text.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("a cluster's secret must have at least " + LEAST_LENGTH
                    + " characters: length=" + text.length() + "; openssl rand -base64 32 makes a good one");
        }
        int rounds = text.length() < RANDOM_LENGTH ? ROUNDS : 1;
        try {
            byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(text.toCharArray(), SALT, rounds, KEY_BITS))
                    .getEncoded();
            return new ClusterSecret(new SecretKeySpec(bytes, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA512", e);
        }
    }

    /** A random secret for {@link #of}, for a cluster whose members are all started by one process. */
    public static String randomText() {
        byte[] bytes = new byte[KEY_BITS / Byte.SIZE];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "***";
    }
}
