package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import wse.config.Users;
import wse.dialect.Meaning;
import wse.dialect.Payload;

/** Descriptions and messages for tests. */
final class Descriptions {

    static final long NOW = 1_767_323_045_678L;

    /** Eight users; the first is ann, and the last is bob. */
    private static final Users USERS = Users.of(
            List.of("name", "token"),
            Stream.iterate(0, i -> i + 1)
                    .limit(8)
                    .map(i -> i == 7 ? List.of("bob", "a+b&c") : List.of("ann", "t-" + i))
                    .toList(),
            false);

    private Descriptions() {}

    static ScriptDialect dialect(String... lines) {
        return new ScriptDialect("chat.yaml", read(lines), Optional.empty());
    }

    static Description read(String... lines) {
        Scope.Sources sources = new Scope.Sources(Map.of("KEY", "k ü", "ROOM", "lobby"), USERS, () -> NOW);
        return DescriptionReader.read("chat.yaml", "chat", String.join("\n", lines), sources);
    }

    static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    static List<String> sent(Meaning meaning) {
        return meaning.replies().stream().map(Descriptions::string).toList();
    }

    static String string(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
