package wse.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads a private key from a PEM file (RFC 7468), encrypted or not. Messages never show its content. */
final class PrivateKeyFile {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** The name of PBES2 (RFC 8018): its parameters name the algorithm. */
    private static final List<String> PBES2 = List.of("PBES2", "1.2.840.113549.1.5.13");

    private final String given;

    private PrivateKeyFile(String given) {
        this.given = given;
    }

    /**
     * @param option the setting that named the file, for messages
     * @throws BadInputException if the file is missing, world-readable, or does not contain a key that the password decrypts
     */
    static PrivateKey read(String option, Path file, Optional<Secret> password) {
        String text = SecretFiles.read(option, file);
        return new PrivateKeyFile(option + "=" + file).parse(text, password);
    }

    private PrivateKey parse(String text, Optional<Secret> password) {
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw refusal("must be a PEM file with a private key", "give another");
        }
        byte[] content = content(key.group(2));
        return switch (key.group(1)) {
            case "PRIVATE KEY" -> {
                if (password.isPresent()) {
                    throw refusal("is not encrypted, so wse.tls.keyPassword has no effect", "leave the password out");
                }
                yield parse(new PKCS8EncodedKeySpec(content));
            }
            case "ENCRYPTED PRIVATE KEY" -> parse(decrypt(content, password));
            default ->
                throw refusal(
                        "must be in PKCS #8, between BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY and its END",
                        "convert it with openssl pkcs8 -topk8, and also give -nocrypt to leave it unencrypted");
        };
    }

    private byte[] content(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw refusal("must be a PEM file with a private key in Base64", "give another");
        }
    }

    private KeySpec decrypt(byte[] content, Optional<Secret> password) {
        Secret secret = password.orElseThrow(() -> refusal(
                "is encrypted, so it needs a password",
                "export WSE_TLS_KEY_PASSWORD, or name a file with wse.tls.keyPasswordFile"));
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
            AlgorithmParameters parameters = encrypted.getAlgParameters();
            String algorithm = PBES2.contains(encrypted.getAlgName()) && parameters != null
                    ? parameters.toString()
                    : encrypted.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(new PBEKeySpec(secret.reveal().toCharArray())),
                    parameters);
            return encrypted.getKeySpec(cipher);
        } catch (GeneralSecurityException | IOException e) {
            throw refusal("must be a key that the password in wse.tls.keyPassword decrypts", "correct the password");
        }
    }

    private PrivateKey parse(KeySpec key) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException otherAlgorithm) {
                // Try the next one.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK knows " + algorithm, e);
            }
        }
        throw refusal("must be a key for " + String.join(", ", ALGORITHMS), "give another");
    }

    private BadInputException refusal(String rule, String remedy) {
        return new BadInputException("the private key " + rule + ": " + given + "; " + remedy);
    }
}
