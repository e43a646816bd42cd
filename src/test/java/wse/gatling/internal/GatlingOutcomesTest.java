package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.dialect.Dialect;
import wse.dialect.WseDialect;
import wse.measure.Outcome;

/**
 * The messages are those of Gatling 3.15.1. WsTierIT causes most of these failures; the others are messages of the JDK
 * and Netty.
 */
class GatlingOutcomesTest {

    private static final Dialect WSE = new WseDialect("/", "token");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONNECT | | j.n.ConnectException: finishConnect(..) failed with error(-111): Connection refused | CONNECT_REFUSED
            CONNECT | | j.n.ConnectException: Connection refused                        | CONNECT_REFUSED
            CONNECT | | s.s.p.c.SunCertPathBuilderException: unable to find valid certification path to requested target | CERTIFICATE_NOT_TRUSTED
            CONNECT | | j.s.c.CertificateException: No subject alternative names matching IP address 127.0.0.1 found | CERTIFICATE_WRONG_NAME
            CONNECT | | j.s.c.CertificateException: No name matching localhost found    | CERTIFICATE_WRONG_NAME
            CONNECT | | j.s.c.CertificateExpiredException: NotAfter: Sat Jan 02 00:00:00 GMT 2021 | CERTIFICATE_EXPIRED
            CONNECT | | j.s.c.CertificateNotYetValidException: NotBefore: Sat Jan 02 00:00:00 GMT 2100 | CERTIFICATE_EXPIRED
            CONNECT | | i.n.c.ConnectTimeoutException: connection timed out after 5000 ms: /10.0.0.1:80 | CONNECT_TIMEOUT
            CONNECT | | j.n.BindException: bind(..) failed with error(-99): Cannot assign requested address | NO_LOCAL_PORT
            CONNECT | | j.n.BindException: bind(..) failed with error(-98): Address already in use | NO_LOCAL_PORT
            CONNECT | | i.n.c.ChannelException: Unable to create Channel from class: newSocketStream failed with error(-24): Too many open files | NO_DESCRIPTOR
            PING    | | WebSocket crashed while waiting for check: j.l.OutOfMemoryError: Cannot reserve 515 bytes of direct buffer memory | NO_MEMORY
            PING    | | WebSocket crashed while waiting for check: i.n.u.i.OutOfDirectMemoryError: failed to allocate 270 byte(s) | NO_MEMORY
            CONNECT | | j.n.NoRouteToHostException: No route to host                    | UNREACHABLE
            CONNECT | | j.n.ConnectException: connect(..) failed with error(-101): Network is unreachable | UNREACHABLE
            CONNECT | | i.n.h.c.h.w.WebSocketClientHandshakeException: Invalid handshake response getStatus: 403 Forbidden | HANDSHAKE_REJECTED_403
            CONNECT | | i.n.h.c.h.w.WebSocketClientHandshakeException: Invalid handshake response getStatus: 999 Unknown | PROTOCOL_ERROR
            CONNECT | | Check ready timeout                                             | READY_TIMEOUT
            CONNECT | | Request timeout to 127.0.0.1:5006 after 10000 ms               | READY_TIMEOUT
            CONNECT | | AUTH_REJECTED, failed                                           | AUTH_REJECTED
            CONNECT | 4401 | WebSocket crashed while waiting for check: AUTH_FAILED     | AUTH_REJECTED
            CONNECT | 1013 | WebSocket crashed while waiting for check: try again later | CLOSED_BY_SERVER_1013
            CONNECT | -1 | WebSocket crashed while waiting for check:                   | CLOSED_BY_SERVER_1005
            CONNECT | | WebSocket crashed while waiting for check: i.g.h.c.i.PrematureCloseException: Premature close | RESET
            CONNECT | | i.g.h.c.i.PrematureCloseException: Premature close              | RESET
            PING    | | Check ping timeout                                              | PONG_TIMEOUT
            PING    | | Check alive timeout                                             | PONG_TIMEOUT
            PING    | 1000 | WebSocket crashed while waiting for check: bye             | CLOSED_BY_SERVER_1000
            PING    | | WebSocket crashed while waiting for check: j.n.SocketException: Connection reset | RESET
            PING    | | WebSocket crashed while waiting for check: recvAddress(..) failed with error(-104): Connection reset by peer | RESET
            PING    | | Client issued text frame but server has closed the WebSocket and max reconnects is reached | CLOSED_BY_SERVER
            CONNECT | | i.n.h.c.h.w.WebSocketClientHandshakeException: Invalid subprotocol  | PROTOCOL_ERROR
            PING    | | WebSocket crashed while waiting for check: i.n.h.c.h.w.CorruptedWebSocketFrameException: RSV != 0 | PROTOCOL_ERROR
            CONNECT | | j.n.s.SSLHandshakeException: (handshake_failure) Received fatal alert | TLS_FAILED
            CONNECT | | i.n.h.p.HttpProxyHandler$HttpProxyConnectException: http, basic, /127.0.0.1:3128 => h/<unresolved>:443, status: 407 Proxy Authentication Required | PROXY_REJECTED_407
            CONNECT | | i.n.h.p.ProxyConnectException: http, none, /127.0.0.1:3128 => h/<unresolved>:443, timeout | PROXY_TIMEOUT
            CONNECT | | i.n.h.p.HttpProxyHandler$HttpProxyConnectException: http, none, /127.0.0.1:3128 => h/<unresolved>:443, disconnected | PROXY_FAILED
            OTHER   | | jsonPath($.p).find.is(1), found 2                               | PROTOCOL_ERROR
            OTHER   | | jsonPath($.p).find.exists, found nothing                        | PROTOCOL_ERROR
            OTHER   | | bodyString.find.transform.is(true), failed                      | PROTOCOL_ERROR
            OTHER   | | jsonPath($.p).find.is(1) preparation crashed: no JSON           | PROTOCOL_ERROR
            PING    | | i.n.h.c.EncoderException: j.l.OutOfMemoryError: Direct buffer memory | NO_MEMORY
            PING    | | i.n.h.c.EncoderException: j.l.IllegalStateException: unknown message | INTERNAL_ERROR
            CONNECT | | j.l.NullPointerException: Cannot invoke                         | INTERNAL_ERROR
            """)
    void shouldReadTheOutcomeFromGatlingsMessage(Step step, String code, String message, String outcome) {
        assertThat(GatlingOutcomes.of(step, code == null ? "" : code, message, WSE))
                .hasToString(outcome);
    }

    @Test
    void shouldNotMistakeAnHttpStatusForACloseCode() {
        assertThat(GatlingOutcomes.of(Step.CONNECT, "101", "no such words", WSE))
                .isEqualTo(Outcome.INTERNAL_ERROR);
    }
}
