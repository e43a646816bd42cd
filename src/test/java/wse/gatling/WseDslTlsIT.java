package wse.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.SelfSigned;

/** TLS in the protocol extension: {@code tls()} checks the certificate, {@code tlsInsecure()} does not. */
class WseDslTlsIT {

    @TempDir
    Path results;

    @Test
    void shouldAcceptOnlyTrustedCertificatesUnlessTlsIsInsecure() throws Exception {
        SelfSigned trusted = SelfSigned.create(results, "trusted");
        SelfSigned unknown = SelfSigned.create(results, "unknown");
        try (TrickServer one = echo(trusted);
                TrickServer other = echo(unknown)) {
            GatlingProcess.Result result = GatlingProcess.run(
                    WseDslTlsSimulation.class,
                    Map.of(
                            "trusted",
                            String.valueOf(one.port()),
                            "unknown",
                            String.valueOf(other.port()),
                            "javax.net.ssl.trustStore",
                            trusted.store().toString(),
                            "javax.net.ssl.trustStorePassword",
                            SelfSigned.PASSWORD),
                    results);

            String report = result.output().replaceAll(" +", " ");
            assertThat(result.exitCode()).as(report).isZero();
            assertThat(report)
                    .contains(
                            "> CERTIFICATE_NOT_TRUSTED (\"CN=unknown\" is self-signed and not in the trust store) 1 (")
                    .contains("> CERTIFICATE_WRONG_NAME (it is for localhost, not for 127.0.0.1) 1 (");
            assertThat(Files.readString(results.resolve("wse/latest/report.md")))
                    .contains("accepted any certificate of wss://127.0.0.1:" + other.port());
        }
    }

    private static TrickServer echo(SelfSigned certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keys().getKeyManagers(), null, null);
        ServerSocketFactory sockets = context.getServerSocketFactory();
        return new TrickServer(sockets, peer -> peer.upgrade().echo());
    }
}
