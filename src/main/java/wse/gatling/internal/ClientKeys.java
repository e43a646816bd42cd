package wse.gatling.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import wse.config.BadInputException;
import wse.config.ClientIdentity;

/** A client certificate as Gatling's own client expects it. Pure. */
public final class ClientKeys {

    private static final char[] NO_PASSWORD = {};

    private ClientKeys() {}

    /** @throws BadInputException if the JDK cannot use a key of this kind */
    public static KeyManagerFactory of(ClientIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "client", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return keys;
        } catch (GeneralSecurityException | IOException e) {
            throw new BadInputException("wse.tls.key must be a key that the JDK can use: " + e.getMessage()
                    + "; give another, or -Dwse.engine=netty");
        }
    }
}
