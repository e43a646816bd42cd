package wse.dialect.script;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import wse.config.BadInputException;
import wse.dialect.CloseMeaning;
import wse.dialect.KeepAliveMessage;
import wse.dialect.Packing;
import wse.dialect.Payload;
import wse.dialect.script.Description.Ping;
import wse.dialect.script.Description.Refusal;
import wse.dialect.script.Description.ServerPing;
import wse.dialect.script.Description.Step;

/** Reads a description from its YAML text. Confined to one thread; used once. */
final class DescriptionReader {

    private static final String DEFAULT_REASON = "the server refused the login";
    private static final int LEAST_CODE = 1_000;
    private static final int MOST_CODE = 4_999;

    private final String name;
    private final Fields fields;
    private final Scope.Sources sources;
    private final MatchReader matches;
    /** Names of the values that the login keeps. */
    private final KeptNames kept = new KeptNames();

    private DescriptionReader(String name, Fields fields, Scope.Sources sources) {
        this.name = name;
        this.fields = fields;
        this.sources = sources;
        this.matches = MatchReader.withoutIds(sources);
    }

    /**
     * Reads a description.
     *
     * @param file name of the file, for messages
     * @param name name of the protocol, for messages
     * @throws BadInputException on the first mistake, with its line and column
     */
    static Description read(String file, String name, String text, Scope.Sources sources) {
        Fields fields = Fields.of(
                Value.parse(file, text),
                "path",
                "query",
                "headers",
                "origin",
                "subprotocols",
                "separator",
                "lengthPrefix",
                "login",
                "refused",
                "ping",
                "serverPing",
                "keepAlive",
                "idleTimeout",
                "flood",
                "closeCodes");
        return new DescriptionReader(name, fields, sources).read();
    }

    private Description read() {
        Description.Request request = new RequestReader(fields, sources).read();
        List<Step> login = fields.list("login", this::step);
        Optional<Ping> ping = fields.find("ping", this::ping);
        Optional<Duration> idleTimeout = fields.find("idleTimeout", Value::duration);
        return new Description(
                name,
                request,
                packing(),
                login,
                kept.size(),
                fields.list("refused", this::refusal),
                ping,
                fields.list("serverPing", this::serverPing),
                fields.find("keepAlive", value -> keepAlive(value, ping, idleTimeout)),
                idleTimeout,
                fields.find("flood", value -> new FloodReader(sources, ping.isPresent()).read(value))
                        .orElseGet(() -> FloodMessage.ofPublishedSuite(ping.isPresent())),
                fields.find("closeCodes", DescriptionReader::closeCodes).orElse(Map.of()));
    }

    private Packing packing() {
        fields.find("lengthPrefix").filter(prefix -> fields.has("separator")).ifPresent(prefix -> {
            throw prefix.refused("messages have a separator between them or their length in front, but not both;"
                    + " leave separator or lengthPrefix out");
        });
        return fields.find("separator", this::separator)
                .or(() -> fields.find("lengthPrefix", LengthPacking::read))
                .orElse(Packing.NONE);
    }

    private Packing separator(Value value) {
        Template separator = new TemplateReader(Scope.ofShared(sources)).message(value);
        return new SeparatorPacking(separator.payload(new Fill() {}).bytes());
    }

    private TemplateReader messages(KeptNames known) {
        return new TemplateReader(Scope.ofMessage(sources, known));
    }

    private Step step(Value value) {
        Fields step = Fields.of(value, "send", "await", "keep");
        List<Template> sends = step.list("send", messages(kept)::message);
        Optional<Match> awaits = step.find("await", matches::read);
        if (sends.isEmpty() && awaits.isEmpty()) {
            throw value.refused("a step of the login must send or await a message; give send, await or both");
        }
        step.find("keep").filter(keep -> awaits.isEmpty()).ifPresent(keep -> {
            throw keep.refused("a step keeps values of the message that it awaits, but this one has no await; add it");
        });
        return new Step(
                sends,
                awaits,
                step.find("keep", keep -> Keep.read(keep, matches, kept)).orElse(List.of()));
    }

    private Refusal refusal(Value value) {
        Fields refusal = Fields.of(value, "when", "reason", "words");
        return new Refusal(
                matches.read(refusal.get("when")),
                refusal.find("reason", Value::textNotEmpty).orElse(DEFAULT_REASON),
                refusal.find("words", words -> Part.read(words, matches)));
    }

    private Ping ping(Value value) {
        Fields ping = Fields.of(value, "send", "answer");
        Template send = new TemplateReader(Scope.ofPing(sources, kept)).message(ping.get("send"));
        Match answer = MatchReader.ofAnswers(sources).read(ping.get("answer"));
        if (answer.hasId() && send.idMask() == 0) {
            throw ping.get("answer")
                    .refused("an answer can have an id only if the ping has one: ping.send has neither #{id} nor"
                            + " #{shortId}; add it there, or leave it out here, and the answers are matched in order");
        }
        return new Ping(send, answer);
    }

    private ServerPing serverPing(Value value) {
        Fields ping = Fields.of(value, "when", "keep", "answer");
        KeptNames known = kept.copy();
        List<Keep> keeps =
                ping.find("keep", keep -> Keep.read(keep, matches, known)).orElse(List.of());
        return ServerPing.of(matches.read(ping.get("when")), keeps, ping.list("answer", messages(known)::message));
    }

    private KeepAliveMessage keepAlive(Value value, Optional<Ping> ping, Optional<Duration> idleTimeout) {
        Fields fields = Fields.of(value, "send", "every", "answered");
        Payload message = new TemplateReader(Scope.ofShared(sources))
                .message(fields.get("send"))
                .payload(new Fill() {});
        Duration every = fields.get("every").duration();
        idleTimeout.filter(longest -> every.compareTo(longest) >= 0).ifPresent(longest -> {
            throw fields.get("every")
                    .refused("keepAlive.every must be shorter than idleTimeout, after which the server drops a silent"
                            + " connection: keepAlive.every="
                            + fields.get("every").text() + "; shorten it");
        });
        boolean inOrder = ping.filter(each -> !each.answer().hasId()).isPresent();
        Optional<Value> answered = fields.find("answered");
        answered.filter(given -> given.flag() && !inOrder).ifPresent(given -> {
            throw given.refused("keepAlive.answered has an effect only if the answers to pings have no id: ping.answer"
                    + " has one, or there is no ping; leave it out");
        });
        return new KeepAliveMessage(message, every, answered.map(Value::flag).orElse(inOrder && isPing(message, ping)));
    }

    private static boolean isPing(Payload message, Optional<Ping> ping) {
        return ping.map(Ping::send)
                .filter(Template::isFixed)
                .map(send -> send.payload(new Fill() {}))
                .filter(sent -> sent.text() == message.text() && sent.hasSameBytes(message))
                .isPresent();
    }

    private static Map<Integer, CloseMeaning> closeCodes(Value value) {
        Map<Integer, CloseMeaning> codes = new TreeMap<>();
        new LinkedHashMap<>(value.entries())
                .forEach((code, meaning) -> codes.put(closeCode(value.key(code), code), meaning(meaning)));
        return codes;
    }

    private static int closeCode(Value key, String code) {
        if (!code.matches("\\d{4}") || Integer.parseInt(code) < LEAST_CODE || Integer.parseInt(code) > MOST_CODE) {
            throw key.refused("a close code must be a number from " + LEAST_CODE + " to " + MOST_CODE
                    + " (RFC 6455 section 7.4): closeCodes has " + code + "; correct it");
        }
        return Integer.parseInt(code);
    }

    private static CloseMeaning meaning(Value value) {
        if (!value.isMapping()) {
            return new CloseMeaning(false, value.textNotEmpty());
        }
        Fields meaning = Fields.of(value, "means", "refused");
        return new CloseMeaning(
                meaning.find("refused", Value::flag).orElse(false),
                meaning.get("means").textNotEmpty());
    }
}
