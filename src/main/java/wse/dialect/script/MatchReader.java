package wse.dialect.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import wse.dialect.script.JsonMatch.Condition;
import wse.dialect.script.JsonMatch.Kind;

/** Reads from a description which messages of the server are meant. Immutable. */
final class MatchReader {

    private static final String ANY = "#{any}";
    private static final String OF_PING = "(?:id|shortId)";
    private static final String OF_FLOOD = "(?:number)";
    private static final Pattern PAIR = Pattern.compile("\\s*+([0-9A-Fa-f?]{2})");

    private final Scope.Sources sources;
    private final boolean ids;
    /** The placeholder of the id, in texts and in bytes. */
    private final Pattern id;

    private final Pattern hexId;

    private MatchReader(Scope.Sources sources, boolean ids, String names) {
        this.sources = sources;
        this.ids = ids;
        this.id = Pattern.compile("#\\{" + names + "\\}");
        this.hexId = Pattern.compile("#\\{" + names + ":(\\w+)\\}");
    }

    /** For messages without an id. */
    static MatchReader withoutIds(Scope.Sources sources) {
        return new MatchReader(sources, false, OF_PING);
    }

    /** For answers to pings. */
    static MatchReader ofAnswers(Scope.Sources sources) {
        return new MatchReader(sources, true, OF_PING);
    }

    /** For answers to the messages of a flood. */
    static MatchReader ofFloodAnswers(Scope.Sources sources) {
        return new MatchReader(sources, true, OF_FLOOD);
    }

    /** One form, or a list of forms of which one is enough. */
    Match read(Value value) {
        return Match.any(value.list(this::one));
    }

    private Match one(Value value) {
        if (!value.isMapping()) {
            return text(value, true);
        }
        Fields fields = Fields.of(value, "text", "startsWith", "contains", "json", "regex", "hex", "startsWithHex");
        if (fields.isEmpty()) {
            throw value.refused(value.name() + " must say which messages are meant; give text, json or regex");
        }
        List<Match> parts = new ArrayList<>();
        fields.find("text").ifPresent(given -> parts.add(text(given, true)));
        fields.find("startsWith").ifPresent(given -> parts.add(text(given, false)));
        fields.find("hex").ifPresent(given -> parts.add(hex(given, true)));
        fields.find("startsWithHex").ifPresent(given -> parts.add(hex(given, false)));
        fields.find("contains").ifPresent(given -> parts.add(new ContainsMatch(utf8(given, given.textNotEmpty()))));
        fields.find("json").ifPresent(given -> parts.add(json(given)));
        fields.find("regex").ifPresent(given -> parts.add(regex(given)));
        if (parts.stream().filter(Match::hasId).count() > 1) {
            throw value.refused(value.name() + " must have the id in only one place; remove the others");
        }
        return Match.all(parts);
    }

    private Match text(Value value, boolean whole) {
        String text = value.textNotEmpty();
        Matcher found = id.matcher(text);
        if (!ids || !found.find()) {
            return new TextMatch(utf8(value, text), false, new byte[0], whole);
        }
        byte[] before = utf8(value, text.substring(0, found.start()));
        return new TextMatch(before, true, utf8(value, text.substring(found.end())), whole);
    }

    /** A text that may name environment variables. */
    private byte[] utf8(Value value, String text) {
        Matcher placeholder = TemplateReader.PLACEHOLDER.matcher(text);
        StringBuilder out = new StringBuilder();
        while (placeholder.find()) {
            String name = placeholder.group(1);
            String variable = name.startsWith("env.") ? sources.variables().get(name.substring(4)) : null;
            if (variable == null) {
                throw value.refused(
                        value.name() + " must not contain #{" + name + "}, which is not known here; known are "
                                + (ids ? known() : "") + "#{env.NAME} with a variable that is set");
            }
            placeholder.appendReplacement(out, Matcher.quoteReplacement(variable));
        }
        return placeholder.appendTail(out).toString().getBytes(StandardCharsets.UTF_8);
    }

    private String known() {
        return id.pattern().contains(OF_FLOOD) ? "#{number} and " : "#{id}, #{shortId} and ";
    }

    private Match hex(Value value, boolean whole) {
        String text = value.textNotEmpty();
        Matcher found = hexId.matcher(text);
        if (!ids || !found.find()) {
            return bytes(value, text, whole);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Boolean> free = new ArrayList<>();
        NumberFormat format = NumberFormat.of(found.group(1))
                .orElseThrow(() -> value.refused("an id in bytes must have one of the formats "
                        + String.join(", ", NumberFormat.labels()) + ": " + value.name() + " has " + found.group()
                        + "; correct it"));
        pairs(value, text.substring(0, found.start()), bytes, free);
        int at = bytes.size();
        for (int i = 0; i < format.bytes(); i++) {
            bytes.write(0);
            free.add(true);
        }
        pairs(value, text.substring(found.end()), bytes, free);
        return new HexMatch(bytes.toByteArray(), array(free), at, format, whole);
    }

    /** Messages that begin with these bytes. */
    static HexMatch bytes(Value value, String text) {
        return bytes(value, text, false);
    }

    private static HexMatch bytes(Value value, String text, boolean whole) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Boolean> free = new ArrayList<>();
        pairs(value, text, bytes, free);
        return new HexMatch(bytes.toByteArray(), array(free), -1, NumberFormat.U8, whole);
    }

    private static void pairs(Value value, String text, ByteArrayOutputStream bytes, List<Boolean> free) {
        Matcher pair = PAIR.matcher(text);
        int at = 0;
        while (pair.lookingAt()) {
            boolean any = pair.group(1).equals("??");
            bytes.write(any ? 0 : digits(value, pair.group(1)));
            free.add(any);
            at = pair.end();
            pair.region(at, text.length());
        }
        if (!text.substring(at).isBlank()) {
            throw value.refused(value.name() + " must be bytes in hexadecimal, with ?? for any byte, such as D0 ?? 01:"
                    + " correct \"" + text.substring(at).strip() + "\"");
        }
    }

    private static int digits(Value value, String pair) {
        if (pair.contains("?")) {
            throw value.refused("any byte is written ??: " + value.name() + " has " + pair + "; correct it");
        }
        return HexFormat.fromHexDigits(pair);
    }

    private static boolean[] array(List<Boolean> values) {
        boolean[] array = new boolean[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private Match json(Value value) {
        Map<String, Value> entries = value.entries();
        if (entries.isEmpty()) {
            throw value.refused(value.name() + " must have a JSON pointer and a value, such as /type: pong; add them");
        }
        return new JsonMatch(entries.entrySet().stream()
                .map(entry -> condition(value.key(entry.getKey()), entry.getKey(), entry.getValue()))
                .toArray(Condition[]::new));
    }

    private Condition condition(Value key, String pointer, Value value) {
        Pointer where = Pointer.of(key, pointer);
        if (!value.isString()) {
            return new Condition(where, Kind.LITERAL, value.literal().getBytes(StandardCharsets.UTF_8));
        }
        String text = value.text();
        if (text.equals(ANY)) {
            return new Condition(where, Kind.ANY, new byte[0]);
        }
        return ids && id.matcher(text).matches()
                ? new Condition(where, Kind.ID, new byte[0])
                : new Condition(where, Kind.STRING, utf8(value, text));
    }

    RegexMatch regex(Value value) {
        try {
            return new RegexMatch(Pattern.compile(value.textNotEmpty()));
        } catch (PatternSyntaxException e) {
            throw value.refused(value.name() + " must be a regular expression: " + e.getDescription() + " near index "
                    + e.getIndex() + "; correct it");
        }
    }
}
