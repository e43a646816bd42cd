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
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * Serves the counters as {@code GET /metrics}. With {@code ?gc}, garbage is collected first, so that
 * {@code wse_heap_used_bytes} includes only live objects.
 */
final class Metrics extends ChannelInitializer<Channel> {

    /** Media type and version of the format. */
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MOST_REQUEST_BYTES = 4096;

    private final Answer answer;

    Metrics(Counters counters) {
        this.answer = new Answer(counters);
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST_REQUEST_BYTES), answer);
    }

    @Sharable
    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final Counters counters;

        Answer(Counters counters) {
            this.counters = counters;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            ctx.writeAndFlush(respond(request.uri())).addListener(ChannelFutureListener.CLOSE);
        }

        private FullHttpResponse respond(String target) {
            boolean collect = target.equals("/metrics?gc");
            if (!collect && !target.equals("/metrics")) {
                return response(HttpResponseStatus.NOT_FOUND, "the counters are at /metrics\n");
            }
            if (collect) {
                System.gc();
            }
            Runtime heap = Runtime.getRuntime();
            return response(HttpResponseStatus.OK, counters.prometheus(heap.totalMemory() - heap.freeMemory()));
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
