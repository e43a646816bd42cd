package wse.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The secret that all members of a cluster share. Never printed. */
public final class ClusterSecret {

    private static final int LEAST_LENGTH = 16;

    /** Not random: all members must derive the same key, and they have only the secret in common. */
    private static final byte[] SALT = "wse-stress cluster 2".getBytes(StandardCharsets.US_ASCII);

    /**
     * How often a passphrase is hashed (PBKDF2 with HMAC-SHA256), which is what each guess costs an attacker. OWASP
     * recommends 600,000 for stored passwords; that would take half a second of CPU time in a process that has just
     * started, and this number takes about a quarter of a second.
     */
    private static final int ROUNDS = 120_000;

    private static final int KEY_BYTES = Hkdf.KEY_BYTES;

    /**
     * 32 bytes in base64. Random ones almost always contain lower-case letters, upper-case letters and digits; a text
     * that lacks one of these is stretched, to be on the safe side.
     */
    private static final Pattern RANDOM = Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9+/_-]{43}=?");

    private static final int LEAST_DIFFERENT = 20;

    /** The prefix of an agent's key. */
    private static final String AGENT_KEY = "agent-key:";

    /** The key of all members. */
    private final byte[] members;

    private final LeaderKey leader;

    private ClusterSecret(byte[] members, LeaderKey leader) {
        this.members = members;
        this.leader = leader;
    }

    /**
     * A secret that is 32 random bytes in base64 is used as it is; any other is treated as a passphrase and stretched.
     * The text may also be an agent's key ({@link #agentKey()}).
     *
     * @throws IllegalArgumentException if it is shorter than {@value #LEAST_LENGTH} characters, or a damaged key
     */
    public static ClusterSecret of(String text) {
        if (text.startsWith(AGENT_KEY)) {
            return ofAgentKey(text.substring(AGENT_KEY.length()));
        }
        if (text.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("a cluster's secret must have at least " + LEAST_LENGTH
                    + " characters: length=" + text.length() + "; openssl rand -base64 32 makes a good one");
        }
        byte[] master = Hkdf.extract(SALT, isRandom(text) ? decoded(text) : stretched(text));
        return new ClusterSecret(
                Hkdf.expand(master, "members"),
                new LeaderKey.Own(Hkdf.expand(master, "leader"), Hkdf.expand(master, "leader's signature")));
    }

    private static ClusterSecret ofAgentKey(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return new ClusterSecret(
                    Arrays.copyOf(bytes, KEY_BYTES),
                    new LeaderKey.Public(Ed25519.publicKey(Arrays.copyOfRange(bytes, KEY_BYTES, bytes.length))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "an agent's key must be complete: length=" + text.length() + "; print it again with agent-key", e);
        }
    }

    /**
     * A key that lets a process serve the runs that have this secret, but not lead them. Nobody can compute the secret
     * from it.
     *
     * @throws IllegalArgumentException if this is such a key itself
     */
    public String agentKey() {
        byte[] verifier = ownLeaderKey().publicKey().getEncoded();
        byte[] both = Arrays.copyOf(members, KEY_BYTES + verifier.length);
        System.arraycopy(verifier, 0, both, KEY_BYTES, verifier.length);
        return AGENT_KEY + Base64.getEncoder().encodeToString(both);
    }

    /**
     * The key that proves that its owner may lead.
     *
     * @throws IllegalArgumentException if this is an agent's key
     */
    LeaderKey.Own ownLeaderKey() {
        if (leader instanceof LeaderKey.Own own) {
            return own;
        }
        throw new IllegalArgumentException(
                "a run needs the cluster's secret: this is an agent's key; give the run the secret itself");
    }

    /** How this member recognises a leader. */
    LeaderKey leader() {
        return leader;
    }

    /** Whether this is a random key and not a passphrase. */
    static boolean isRandom(String text) {
        return RANDOM.matcher(text).matches() && text.chars().distinct().count() >= LEAST_DIFFERENT;
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }

    private static byte[] stretched(String text) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(text.toCharArray(), SALT, ROUNDS, KEY_BYTES * Byte.SIZE))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA256", e);
        }
    }

    /** A random secret for {@link #of}, for a cluster whose members are all started by one process. */
    public static String randomText() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The key that all members have for one purpose. */
    byte[] key(String purpose) {
        return Hkdf.expand(members, purpose);
    }

    @Override
    public String toString() {
        return "***";
    }
}
