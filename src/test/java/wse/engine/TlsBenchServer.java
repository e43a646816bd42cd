package wse.engine;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import wse.PrivateAuthority;

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
        SslContext tls = TicketServer.newContext(authority.issue("server", "-ext", "san=dns:localhost"));
        NettyServer secure = new NettyServer(1, tls);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> System.out.println("sessions resumed by the server: " + TicketServer.resumed(tls))));
        System.out.println(plain.address().getPort() + " " + secure.address().getPort() + " " + authority.pem());
        Thread.currentThread().join();
    }
}
