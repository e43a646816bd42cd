package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Every close code that fits into a close frame. */
class CloseCodesTest {

    private static boolean isAllowed(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }

    @Test
    void shouldAcceptTheCodesThatAServerMaySendAndRefuseAllOthers() throws Exception {
        for (int code = 0; code <= 0xffff; code++) {
            ByteBuf payload = Unpooled.copyShort(code);
            if (isAllowed(code)) {
                assertThat(CloseFrame.parse(payload).code()).isEqualTo(code);
            } else {
                ProtocolException refusal =
                        catchThrowableOfType(ProtocolException.class, () -> CloseFrame.parse(payload));
                assertThat(refusal.code()).isEqualTo(1002);
                assertThat(refusal).hasMessageEndingWith("code=" + code);
            }
        }
    }
}
