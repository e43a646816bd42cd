package wse.cluster;

import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;

/** How a member recognises the leader of a run. A proof is only valid on the connection whose token it contains. */
sealed interface LeaderKey {

    /** Whether the other side of a connection may lead. */
    boolean isProof(byte[] token, byte[] proof);

    /** Whether proofs for this member must be signed, because it has no key to compute them. */
    boolean needsSignature();

    /** The key of those who know the cluster's secret. They can also create proofs. Thread-safe. */
    final class Own implements LeaderKey {

        private final byte[] key;
        private final byte[] seed;
        /** Takes a tenth of a second to compute, and only agents with a key of their own need it. */
        private volatile KeyPair pair;

        Own(byte[] key, byte[] seed) {
            this.key = key;
            this.seed = seed;
        }

        @Override
        public boolean isProof(byte[] token, byte[] proof) {
            return MessageDigest.isEqual(proof(token), proof);
        }

        @Override
        public boolean needsSignature() {
            return false;
        }

        byte[] proof(byte[] token) {
            return Hkdf.mac(key, token);
        }

        byte[] signature(byte[] token) {
            return Ed25519.sign(pair().getPrivate(), token);
        }

        PublicKey publicKey() {
            return pair().getPublic();
        }

        private KeyPair pair() {
            KeyPair known = pair;
            if (known == null) {
                known = Ed25519.pair(seed);
                pair = known;
            }
            return known;
        }
    }

    /** The key of an agent that can recognise leaders, but cannot lead. */
    record Public(PublicKey key) implements LeaderKey {

        @Override
        public boolean isProof(byte[] token, byte[] proof) {
            return Ed25519.isSignature(key, token, proof);
        }

        @Override
        public boolean needsSignature() {
            return true;
        }
    }
}
