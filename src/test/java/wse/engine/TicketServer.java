package wse.engine;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.SecureRandom;
import wse.PrivateAuthority.Issued;

/** The TLS of servers that use BoringSSL, give their clients session tickets, and count how many of these are used. */
final class TicketServer {

    private TicketServer() {}

    /** @param versions the versions of TLS; none for the defaults */
    static SslContext newContext(Issued server, String... versions) throws Exception {
        SslContext context = SslContextBuilder.forServer(server.key(), server.chain())
                .sslProvider(SslProvider.OPENSSL)
                .protocols(versions.length == 0 ? null : versions)
                .build();
        // Without a key for tickets, Netty issues none.
        sessions(context)
                .setTicketKeys(new OpenSslSessionTicketKey(
                        random(OpenSslSessionTicketKey.NAME_SIZE),
                        random(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                        random(OpenSslSessionTicketKey.AES_KEY_SIZE)));
        return context;
    }

    /** How many sessions the server has resumed. */
    static long resumed(SslContext context) {
        return sessions(context).stats().ticketKeyResume();
    }

    private static OpenSslSessionContext sessions(SslContext context) {
        return (OpenSslSessionContext) context.sessionContext();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
