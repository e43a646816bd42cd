package wse.engine;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.SecureRandom;
import wse.PrivateAuthority;
import wse.PrivateAuthority.Issued;

/**
 * An echo server for {@code bench/tls.sh}, once without and once with TLS, on one event loop each. It uses BoringSSL, and lets
 * clients resume their sessions.
 */
public final class TlsBenchServer {

    private TlsBenchServer() {}

    /**
     * Argument: the directory for the authority's certificate. Prints both ports and that file, runs until it is ended, and then
     * prints how many sessions it has resumed.
     */
    public static void main(String[] args) throws Exception {
        PrivateAuthority authority = PrivateAuthority.create(Path.of(args[0]), "authority");
        NettyServer plain = new NettyServer(1, null);
        SslContext tls = context(authority.issue("server", "-ext", "san=dns:localhost"));
        NettyServer secure = new NettyServer(1, tls);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> System.out.println("sessions resumed by the server: "
                        + ((OpenSslSessionContext) tls.sessionContext()).stats().ticketKeyResume())));
        System.out.println(plain.address().getPort() + " " + secure.address().getPort() + " " + authority.pem());
        Thread.currentThread().join();
    }

    private static SslContext context(Issued server) throws Exception {
        SslContext context = SslContextBuilder.forServer(server.key(), server.chain())
                .sslProvider(SslProvider.OPENSSL)
                .build();
        // Without a key for tickets, Netty issues none.
        ((OpenSslSessionContext) context.sessionContext())
                .setTicketKeys(new OpenSslSessionTicketKey(
                        random(OpenSslSessionTicketKey.NAME_SIZE),
                        random(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                        random(OpenSslSessionTicketKey.AES_KEY_SIZE)));
        return context;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
