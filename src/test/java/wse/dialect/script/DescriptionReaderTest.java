package wse.dialect.script;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import wse.config.BadInputException;

/** Each mistake in a description is refused with its line and column, the rule, and a remedy. */
class DescriptionReaderTest {

    private record Mistake(String place, String message, List<String> lines) {

        static Mistake at(String place, String message, String... lines) {
            return new Mistake(place, message, List.of(lines));
        }
    }

    private static Stream<Mistake> structure() {
        return Stream.of(
                Mistake.at("", "the description must not be empty; see docs/script.md", "# nothing"),
                Mistake.at(
                        ", line 2, column 8",
                        "the description must be YAML: mapping values are not allowed here; texts with special characters need quotes",
                        "path: /",
                        "  login: x"),
                Mistake.at(
                        ", line 1, column 1",
                        "the description must be a group of keys with values, not a text; write each as KEY: VALUE",
                        "hello"),
                Mistake.at(
                        ", line 2, column 1",
                        "the description has no key pings; did you mean ping?",
                        "path: /",
                        "pings: {send: a, answer: b}"),
                Mistake.at(
                        ", line 3, column 5",
                        "login[2] has no key sends; did you mean send?",
                        "login:",
                        "  - send: hello",
                        "  - sends: again"),
                Mistake.at(
                        ", line 1, column 8",
                        "ping has no key xyzzy; its keys are send and answer",
                        "ping: {xyzzy: a}"),
                Mistake.at(
                        ", line 2, column 1",
                        "the description must have each key only once: path is there twice; remove one",
                        "path: /a",
                        "path: /b"),
                Mistake.at(
                        ", line 1, column 7",
                        "ping must have the key answer; add it, or leave ping out",
                        "ping: {send: a}"),
                Mistake.at(
                        ", line 2, column 9",
                        "ping.send must be a text, not a list; write it in quotes",
                        "ping:",
                        "  send: [a, b]",
                        "  answer: a"),
                Mistake.at(
                        ", line 2, column 8",
                        "ping.send must be a text, not nothing; write it in quotes",
                        "ping:",
                        "  send: #{id}",
                        "  answer: a"),
                Mistake.at(
                        ", line 1, column 10",
                        "login[1] has no key send it; its keys are send, await and keep",
                        "login: [{send it: a}]"),
                Mistake.at(
                        ", line 1, column 8",
                        "a step of the login must send or await a message; give send, await or both",
                        "login: {}"),
                Mistake.at(
                        ", line 1, column 24",
                        "a step keeps values of the message that it awaits, but this one has no await; add it",
                        "login: {send: a, keep: {x: /y}}"),
                Mistake.at(
                        ", line 1, column 8",
                        "login must not be an empty list; leave it out if it is not needed",
                        "login: []"));
    }

    private static Stream<Mistake> messages() {
        return Stream.of(
                Mistake.at(
                        ", line 1, column 15",
                        "login.send must not contain #{id}, which is not known here; known are #{index}, #{now},"
                                + " #{now.seconds}, #{length}, #{user.COLUMN}, #{env.NAME}",
                        "login: {send: '#{id}'}"),
                Mistake.at(
                        ", line 1, column 15",
                        "a placeholder must end with }: login.send has #{ without it; add it",
                        "login: {send: 'a #{index'}"),
                Mistake.at(
                        ", line 1, column 15",
                        "the environment variable PASSWORD, which login.send names, must be set; set it before the run",
                        "login: {send: '#{env.PASSWORD}'}"),
                Mistake.at(
                        ", line 1, column 15",
                        "login.send contains #{user.tokn}: wse.users must have the column tokn: its columns are name, token; correct"
                                + " the name, or add the column to the first line",
                        "login: {send: '#{user.tokn}'}"),
                Mistake.at(
                        ", line 1, column 15",
                        "login.send must not contain #{kept.sid}, which is not known here; known are #{index}, #{now},"
                                + " #{now.seconds}, #{length}, #{user.COLUMN}, #{env.NAME}, and #{kept.NAME} after a step of"
                                + " the login with keep",
                        "login: {send: '#{kept.sid}'}"),
                Mistake.at(
                        ", line 3, column 11",
                        "login[2].send contains #{kept.sit}, which no step before it keeps; known are sid",
                        "login:",
                        "  - {await: a, keep: {sid: /sid}}",
                        "  - send: '#{kept.sit}'"),
                Mistake.at(
                        ", line 1, column 21",
                        "login.send.hex must be bytes in hexadecimal, such as 0A FF: two digits for each byte; correct"
                                + " \"0A F\"",
                        "login: {send: {hex: 0A F}}"),
                Mistake.at(
                        ", line 1, column 21",
                        "a number in a hex message must have a format: login.send.hex has #{index}; give one of u8, u16,"
                                + " u32, u64, u16le, u32le, u64le, as in #{index:u32}",
                        "login: {send: {hex: '01 #{index}'}}"),
                Mistake.at(
                        ", line 1, column 15",
                        "login.send must not contain #{index:u8}: only placeholders in a hex message have a format; leave"
                                + " it out",
                        "login: {send: '#{index:u8}'}"),
                Mistake.at(
                        ", line 1, column 21",
                        "the format of a placeholder is not known: login.send.hex has #{user.name:u9}; give one of u8, u16,"
                                + " u32, u64, u16le, u32le, u64le, as in #{user.name:u32}",
                        "login: {send: {hex: '01 #{user.name:u9}'}}"),
                Mistake.at(
                        ", line 3, column 11",
                        "bytes that a step keeps may be inserted only into a hex message: login[2].send contains"
                                + " #{kept.sid}; write the message in hex, or keep a text",
                        "login:",
                        "  - {await: a, keep: {sid: {startsWithHex: '(...)'}}}",
                        "  - send: '#{kept.sid}'"),
                Mistake.at(
                        ", line 1, column 24",
                        "login.send.base64 must be base64: Last unit does not have enough valid bits; correct it",
                        "login: {send: {base64: A}}"),
                Mistake.at(
                        ", line 1, column 15",
                        "login.send must have one of the keys text, hex and base64; give exactly one",
                        "login: {send: {hex: 00, text: a}}"));
    }

    private static Stream<Mistake> matches() {
        return Stream.of(
                Mistake.at(
                        ", line 1, column 16",
                        "login.await must say which messages are meant; give text, json or regex",
                        "login: {await: {}}"),
                Mistake.at(
                        ", line 1, column 24",
                        "a JSON pointer must begin with /: type has \"type\"; write it as /payload/id",
                        "login: {await: {json: {type: ready}}}"),
                Mistake.at(
                        ", line 1, column 24",
                        "login.await.regex must be a regular expression: Unclosed group near index 2; correct it",
                        "login: {await: {regex: '(a'}}"),
                Mistake.at(
                        ", line 1, column 22",
                        "login.await.hex must be bytes in hexadecimal, with ?? for any byte, such as D0 ?? 01: correct"
                                + " \"G1\"",
                        "login: {await: {hex: 'D0 G1'}}"),
                Mistake.at(
                        ", line 1, column 28",
                        "an answer can have an id only if the ping has one: ping.send has neither #{id} nor #{shortId};"
                                + " add it there, or leave it out here, and the answers are matched in order",
                        "ping: {send: ping, answer: 'pong #{id}'}"),
                Mistake.at(
                        ", line 1, column 23",
                        "login.await.text must not contain #{id}, which is not known here; known are #{env.NAME} with a"
                                + " variable that is set",
                        "login: {await: {text: 'a #{id}'}}"),
                Mistake.at(
                        ", line 1, column 37",
                        "login.keep.x.regex must have a group, which is the value; put it in parentheses",
                        "login: {await: a, keep: {x: {regex: abc}}}"),
                Mistake.at(
                        ", line 1, column 29",
                        "login.keep.x must have one of the keys regex and startsWithHex; give exactly one",
                        "login: {await: a, keep: {x: {}}}"),
                Mistake.at(
                        ", line 1, column 45",
                        "login.keep.x.startsWithHex must have one group in parentheses, which is the value, such as"
                                + " 02 (?? ?? ?? ??), or 02 (...) for the rest of the message; correct it",
                        "login: {await: a, keep: {x: {startsWithHex: '02 ??'}}}"));
    }

    private static Stream<Mistake> others() {
        return Stream.of(
                Mistake.at(
                        ", line 2, column 15",
                        "messages have a separator between them or their length in front, but not both; leave separator or"
                                + " lengthPrefix out",
                        "separator: a",
                        "lengthPrefix: u8"),
                Mistake.at(
                        ", line 1, column 15",
                        "lengthPrefix must be one of u8, u16, u32, u64, u16le, u32le, u64le: lengthPrefix=4; give one of them",
                        "lengthPrefix: 4"),
                Mistake.at(
                        ", line 1, column 20",
                        "lengthPrefix.at must be a number of bytes from 0 to 1024: lengthPrefix.at=-1; correct it",
                        "lengthPrefix: {at: -1, format: u16}"),
                Mistake.at(", line 1, column 7", "path must begin with /: path=ws; add it", "path: ws"),
                Mistake.at(
                        ", line 1, column 11",
                        "the client itself sends the header Host; remove it",
                        "headers: {Host: a}"),
                Mistake.at(
                        ", line 1, column 11",
                        "the header Sec-WebSocket-Protocol is set by subprotocols; move its value there",
                        "headers: {Sec-WebSocket-Protocol: a}"),
                Mistake.at(
                        ", line 1, column 15",
                        "a subprotocol must be a token of RFC 9110, without spaces and commas: subprotocols=a, b; give"
                                + " several of them as a list",
                        "subprotocols: 'a, b'"),
                Mistake.at(
                        ", line 2, column 9",
                        "the header Origin must be given once: it is in origin and in headers; remove one",
                        "headers: {origin: http://a}",
                        "origin: http://b"),
                Mistake.at(
                        ", line 1, column 14",
                        "idleTimeout must be a duration above zero, such as 500ms, 10s, 2m or 1h: idleTimeout=soon; give a"
                                + " whole number with its unit",
                        "idleTimeout: soon"),
                Mistake.at(
                        ", line 2, column 29",
                        "keepAlive.every must be shorter than idleTimeout, after which the server drops a silent"
                                + " connection: keepAlive.every=60s; shorten it",
                        "idleTimeout: 60s",
                        "keepAlive: {send: a, every: 60s}"),
                Mistake.at(
                        ", line 1, column 44",
                        "keepAlive.answered has an effect only if the answers to pings have no id: ping.answer has one, or"
                                + " there is no ping; leave it out",
                        "keepAlive: {send: a, every: 60s, answered: true}"),
                Mistake.at(
                        ", line 1, column 22",
                        "flood.confirmedBy must be one of ping, pingFrame, echo, answer: flood.confirmedBy=magic; give one of them",
                        "flood: {confirmedBy: magic}"),
                Mistake.at(
                        ", line 1, column 22",
                        "flood.confirmedBy=ping needs a ping of the protocol, but there is no ping; add it, or give"
                                + " pingFrame",
                        "flood: {confirmedBy: ping}"),
                Mistake.at(
                        ", line 1, column 22",
                        "flood.confirmedBy=answer needs flood.answer, the message with which the server answers each message"
                                + " of the flood; add it",
                        "flood: {confirmedBy: answer}"),
                Mistake.at(
                        ", line 1, column 33",
                        "flood.confirmedBy=echo means that the server sends each message back, but flood.answer is another"
                                + " message; give answer, or leave flood.answer out",
                        "flood: {answer: a, confirmedBy: echo}"),
                Mistake.at(
                        ", line 1, column 29",
                        "an answer can have a number only if the message has one: flood.message has no #{number}, or has it"
                                + " between two parts whose lengths vary; add or move it, or leave the number out here, and"
                                + " the answers are matched in order",
                        "flood: {message: a, answer: 'b #{number}'}"),
                Mistake.at(
                        ", line 1, column 14",
                        "a close code must be a number from 1000 to 4999 (RFC 6455 section 7.4): closeCodes has 44;"
                                + " correct it",
                        "closeCodes: {44: no}"),
                Mistake.at(
                        ", line 1, column 41",
                        "closeCodes.4401.refused must be true or false: closeCodes.4401.refused=yes; give one of them",
                        "closeCodes: {4401: {means: no, refused: yes}}"));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuse() {
        return Stream.of(structure(), messages(), matches(), others())
                .flatMap(mistakes -> mistakes)
                .map(mistake -> DynamicTest.dynamicTest(
                        mistake.message(),
                        () -> assertThatThrownBy(
                                        () -> Descriptions.read(mistake.lines().toArray(String[]::new)))
                                .isInstanceOf(BadInputException.class)
                                .hasMessage("wse.script=chat.yaml" + mistake.place() + ": " + mistake.message())));
    }
}
