package wse.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Base64;
import java.util.List;

/** The rules for an upgrade request (RFC 6455, 4.2.1). Stricter than the genuine server, which accepts any path. */
final class UpgradeRules {

    private static final int KEY_BYTES = 16;

    private UpgradeRules() {}

    /** The status of the response to a request: 101 if the request is legal. */
    static HttpResponseStatus judge(HttpRequest request, ServerDialect dialect) {
        if (request.decoderResult().isFailure()
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || request.headers().getAll(HttpHeaderNames.HOST).size() != 1
                || HttpUtil.isContentLengthSet(request) && HttpUtil.getContentLength(request, 0L) != 0
                || HttpUtil.isTransferEncodingChunked(request)) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (!dialect.serves(path(request.uri()))) {
            return HttpResponseStatus.NOT_FOUND;
        }
        if (dialect.duty(request.uri()).isEmpty()) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return HttpResponseStatus.METHOD_NOT_ALLOWED;
        }
        return judgeUpgrade(request.headers());
    }

    private static HttpResponseStatus judgeUpgrade(HttpHeaders headers) {
        boolean upgrade = headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        if (!upgrade || !"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return HttpResponseStatus.UPGRADE_REQUIRED;
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        return keys.size() == 1 && isLegal(keys.get(0))
                ? HttpResponseStatus.SWITCHING_PROTOCOLS
                : HttpResponseStatus.BAD_REQUEST;
    }

    private static boolean isLegal(String key) {
        try {
            return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
