package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an HTTP proxy for a connection to the server. The other handlers learn of the channel only when that connection is
 * open: this handler then removes itself, so that it costs nothing afterwards. Netty's own handler would announce the
 * channel before that, and the frames of an open connection bypass the pipeline. Confined to the channel's event loop.
 */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {

    /** Far more than the head of any proxy's answer. */
    private static final int MOST_HEAD_BYTES = 16 << 10;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d{2})( .*)?");
    private static final String HEAD_END = "\n\n";
    private static final int FIRST_FINAL = 200;
    private static final int FIRST_REFUSAL = 300;

    private final Endpoint endpoint;
    private final long deadlineNanos;
    /** What has arrived of the answer's head, without carriage returns. */
    private final StringBuilder head = new StringBuilder();

    private Future<?> timer = ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);
    private boolean failed;

    /** @param endpoint has a proxy; its connect time-out includes the time until the proxy's answer */
    ProxyTunnel(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.deadlineNanos = System.nanoTime() + endpoint.connectTimeout().toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        long millis = endpoint.connectTimeout().toMillis();
        timer = context.executor()
                .schedule(
                        () -> fail(context, ProxyException.timedOut(millis)),
                        Math.max(0, deadlineNanos - System.nanoTime()),
                        TimeUnit.NANOSECONDS);
        context.writeAndFlush(
                Unpooled.wrappedBuffer(endpoint.proxy().orElseThrow().request(endpoint.authority())),
                context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        while (in.isReadable() && !failed) {
            if (readByte(in) && endsAnswer(context)) {
                open(context, in);
                return;
            }
        }
        in.release();
    }

    /** @return whether the head is complete */
    private boolean readByte(ByteBuf in) {
        char next = (char) in.readUnsignedByte();
        if (next != '\r') {
            head.append(next);
        }
        return next == '\n' && head.indexOf(HEAD_END) >= 0 || head.length() >= MOST_HEAD_BYTES;
    }

    /** @return whether the proxy has opened the connection; false after an interim answer (RFC 9110 section 15.2) */
    private boolean endsAnswer(ChannelHandlerContext context) {
        String line = head.substring(0, Math.max(0, head.indexOf("\n")));
        boolean whole = head.indexOf(HEAD_END) >= 0;
        Matcher status = STATUS_LINE.matcher(line);
        head.setLength(0);
        if (!whole || !status.matches()) {
            fail(context, ProxyException.failed("the proxy did not answer with HTTP/1.1: " + Printable.quoted(line)));
            return false;
        }
        int code = Integer.parseInt(status.group(1));
        if (code >= FIRST_REFUSAL) {
            fail(context, ProxyException.rejected(code, Printable.of(line)));
        }
        return code >= FIRST_FINAL && code < FIRST_REFUSAL;
    }

    /** Bytes that follow the head come from the server. */
    private void open(ChannelHandlerContext context, ByteBuf in) {
        timer.cancel(false);
        context.pipeline().remove(this);
        context.fireChannelActive();
        if (in.isReadable()) {
            context.fireChannelRead(in);
        } else {
            in.release();
        }
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        if (!failed) {
            failed = true;
            timer.cancel(false);
            context.fireExceptionCaught(cause);
        }
    }

    /** A connection that was never active ends without this event. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        String begun = head.length() == 0 ? "" : " in the middle of its answer, " + Printable.quoted(head.toString());
        fail(
                context,
                ProxyException.failed(
                        "the proxy closed the connection before it had opened one to the server" + begun));
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Disconnect why = Failures.of(cause, true);
        fail(
                context,
                why.kind() == Disconnect.Kind.RESET
                        ? ProxyException.failed("the connection to the proxy was lost: " + why.detail())
                        : cause);
    }
}
