package wse.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Serves the counters as {@code GET /metrics}. {@code POST /metrics?gc} collects garbage first, so that
 * {@code wse_heap_used_bytes} includes only live objects. Web pages get no answer, neither under a foreign name that
 * leads here (DNS rebinding) nor from another origin. It keeps few connections, each for one request and for a short
 * time.
 */
final class Metrics extends ChannelInitializer<Channel> {

    /** Media type and version of the format. */
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MOST_REQUEST_BYTES = 4096;
    private static final int MOST_CONNECTIONS = 64;

    private final Answer answer;
    private final Duration timeout;
    private final AtomicInteger connections = new AtomicInteger();

    /** @param timeout longest time from the connection to the end of the answer */
    Metrics(Counters counters, Duration timeout) {
        this.answer = new Answer(counters);
        this.timeout = timeout;
    }

    @Override
    protected void initChannel(Channel channel) {
        Future<?> tooLate =
                channel.eventLoop().schedule(() -> channel.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> {
            connections.decrementAndGet();
            tooLate.cancel(false);
        });
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            channel.close();
        } else {
            channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST_REQUEST_BYTES), answer);
        }
    }

    @Sharable
    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {

        private static final Pattern LOOPBACK =
                Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

        private final Counters counters;

        Answer(Counters counters) {
            this.counters = counters;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            ctx.writeAndFlush(respond(request)).addListener(ChannelFutureListener.CLOSE);
        }

        private FullHttpResponse respond(FullHttpRequest request) {
            if (!isOfThisMachine(request.headers())) {
                return response(
                        HttpResponseStatus.FORBIDDEN,
                        "the counters are only for programs on this machine: ask for http://127.0.0.1:PORT/metrics\n");
            }
            return switch (request.uri()) {
                case "/metrics" -> request.method().equals(HttpMethod.GET) ? counters() : onlyBy(HttpMethod.GET);
                case "/metrics?gc" -> request.method().equals(HttpMethod.POST) ? collected() : onlyBy(HttpMethod.POST);
                default -> response(HttpResponseStatus.NOT_FOUND, "the counters are at /metrics\n");
            };
        }

        /** Browsers send the name in the address bar as host, and the origin of the page with each POST. */
        private static boolean isOfThisMachine(HttpHeaders headers) {
            List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
            return hosts.size() == 1
                    && LOOPBACK.matcher(hosts.get(0)).matches()
                    && !headers.contains(HttpHeaderNames.ORIGIN);
        }

        private FullHttpResponse collected() {
            System.gc();
            return counters();
        }

        private FullHttpResponse counters() {
            Runtime heap = Runtime.getRuntime();
            return response(HttpResponseStatus.OK, counters.prometheus(heap.totalMemory() - heap.freeMemory()));
        }

        private static FullHttpResponse onlyBy(HttpMethod method) {
            FullHttpResponse refusal = response(HttpResponseStatus.METHOD_NOT_ALLOWED, "use " + method + "\n");
            refusal.headers().set(HttpHeaderNames.ALLOW, method);
            return refusal;
        }

        private static FullHttpResponse response(HttpResponseStatus status, String body) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, PROMETHEUS_TEXT)
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            return response;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
