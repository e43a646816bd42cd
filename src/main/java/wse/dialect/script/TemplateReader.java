package wse.dialect.script;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.config.BadInputException;
import wse.config.Users;
import wse.dialect.script.Piece.Count;

/** Reads messages with placeholders from a description. Immutable. */
final class TemplateReader {

    static final Pattern PLACEHOLDER = Pattern.compile("#\\{([^{}]*)\\}");

    /** Every JSON parser represents such a number exactly. */
    private static final long WHOLE_ID = (1L << 53) - 1;

    private static final long SHORT_ID = Integer.MAX_VALUE;
    private static final long MILLIS = 1_000;

    private final Scope scope;

    TemplateReader(Scope scope) {
        this.scope = scope;
    }

    /** A message: a text, or a group with one of the keys {@code text}, {@code hex} and {@code base64}. */
    Template message(Value value) {
        if (!value.isMapping()) {
            return text(value);
        }
        Fields fields = Fields.of(value, "text", "hex", "base64");
        if (value.entries().size() != 1) {
            throw value.refused(value.name() + " must have one of the keys text, hex and base64; give exactly one");
        }
        return fields.find("text", this::text)
                .or(() -> fields.find("hex", this::hex))
                .orElseGet(() -> base64(fields.get("base64")));
    }

    /** A text message. */
    Template text(Value value) {
        return template(value, literal -> literal.getBytes(StandardCharsets.UTF_8), false);
    }

    /** A value of a query: everything in it is percent-encoded. */
    Template percentEncoded(Value value) {
        return template(value, literal -> percentEncoded(literal).getBytes(StandardCharsets.US_ASCII), false);
    }

    static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Template hex(Value value) {
        return template(value, literal -> HexText.bytes(value, literal), true);
    }

    private static Template base64(Value value) {
        try {
            return Template.fixed(false, Base64.getMimeDecoder().decode(value.textNotEmpty()));
        } catch (IllegalArgumentException e) {
            throw value.refused(value.name() + " must be base64: " + e.getMessage() + "; correct it");
        }
    }

    private Template template(Value value, Function<String, byte[]> literals, boolean binary) {
        String text = value.textNotEmpty();
        List<Piece> pieces = new ArrayList<>();
        Used used = new Used();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            addLiteral(value, text.substring(from, placeholder.start()), literals, pieces);
            pieces.add(piece(value, placeholder.group(1), binary, used));
            from = placeholder.end();
        }
        addLiteral(value, text.substring(from), literals, pieces);
        return new Template(!binary, pieces, used.placeholders, used.idMask);
    }

    /** The placeholders that one message contains. */
    private static final class Used {

        private final Set<Placeholder> placeholders = EnumSet.noneOf(Placeholder.class);
        private long idMask;

        void add(Placeholder kind, long mask) {
            placeholders.add(kind);
            if (kind == Placeholder.ID || kind == Placeholder.SHORT_ID) {
                long ofKind = mask & (kind == Placeholder.ID ? WHOLE_ID : SHORT_ID);
                idMask = idMask == 0 ? ofKind : idMask & ofKind;
            }
        }
    }

    private static void addLiteral(Value value, String literal, Function<String, byte[]> literals, List<Piece> pieces) {
        if (literal.contains("#{")) {
            throw value.refused("a placeholder must end with }: " + value.name() + " has #{ without it; add it");
        }
        byte[] bytes = literals.apply(literal);
        if (bytes.length > 0) {
            pieces.add(new Piece.Fixed(bytes));
        }
    }

    private Piece piece(Value value, String placeholder, boolean binary, Used used) {
        int colon = placeholder.indexOf(':');
        String name = colon < 0 ? placeholder : placeholder.substring(0, colon);
        String format = colon < 0 ? "" : placeholder.substring(colon + 1);
        Placeholder kind = Placeholder.named(name)
                .filter(scope.allowed()::contains)
                .findFirst()
                .orElseThrow(() -> notHere(value, name));
        if (kind.isNumber() && binary) {
            return binary(value, kind, placeholder, format, used);
        }
        used.add(kind, WHOLE_ID);
        if (kind == Placeholder.LENGTH || !format.isEmpty() && !binary) {
            throw value.refused(value.name() + " must not contain #{" + placeholder
                    + "}: only placeholders in a hex message have a format; leave it out");
        }
        Piece part = piece(value, kind, name, binary);
        return format.isEmpty() ? part : new Piece.Measured(format(value, placeholder, format), part);
    }

    private Piece piece(Value value, Placeholder kind, String name, boolean binary) {
        return switch (kind) {
            case PADDING -> new Piece.Padding();
            case TRADE_UPDATE -> new Piece.TradeUpdate();
            case ENV -> variable(value, kind.own(name));
            case USER -> user(value, kind.own(name));
            case KEPT -> kept(value, kind.own(name), binary);
            default -> new Piece.Decimal(number(kind));
        };
    }

    private BadInputException notHere(Value value, String name) {
        boolean keptElsewhere = name.startsWith("kept.");
        return value.refused(value.name() + " must not contain #{" + name + "}, which is not known here; known are "
                + Placeholder.list(scope.allowed())
                + (keptElsewhere ? ", and #{kept.NAME} after a step of the login with keep" : ""));
    }

    private Piece binary(Value value, Placeholder kind, String placeholder, String label, Used used) {
        NumberFormat format = format(value, placeholder, label);
        used.add(kind, format.mask());
        return kind == Placeholder.LENGTH ? new Piece.Length(format) : new Piece.Binary(number(kind), format);
    }

    private static NumberFormat format(Value value, String placeholder, String label) {
        String rule = label.isEmpty()
                ? "a number in a hex message must have a format: "
                : "the format of a placeholder is not known: ";
        return NumberFormat.of(label)
                .orElseThrow(() -> value.refused(rule + value.name() + " has #{" + placeholder + "}; give one of "
                        + String.join(", ", NumberFormat.labels()) + ", as in #{"
                        + placeholder.split(":", 2)[0]
                        + ":u32}"));
    }

    private Count number(Placeholder kind) {
        return switch (kind) {
            case ID -> (fill, id) -> id;
            case SHORT_ID -> (fill, id) -> id & SHORT_ID;
            case INDEX -> (fill, id) -> fill.index();
            case NOW -> (fill, id) -> scope.sources().millis().getAsLong();
            case NOW_SECONDS -> (fill, id) -> scope.sources().millis().getAsLong() / MILLIS;
            case NUMBER -> (fill, id) -> fill.number();
            default -> throw new IllegalStateException("not a number: " + kind);
        };
    }

    private Piece variable(Value value, String name) {
        String text = scope.sources().variables().get(name);
        if (text == null) {
            throw value.refused("the environment variable " + name + ", which " + value.name()
                    + " names, must be set; set it before the run");
        }
        return new Piece.Fixed(escaped(text).getBytes(StandardCharsets.UTF_8));
    }

    private Piece user(Value value, String name) {
        Users users = scope.sources().users();
        try {
            int column = users.column(name);
            return new Piece.Words(fill -> escaped(users.value(fill.index(), column)));
        } catch (IllegalArgumentException e) {
            throw value.refused(value.name() + " contains #{user." + name + "}: " + e.getMessage());
        }
    }

    private Piece kept(Value value, String name, boolean binary) {
        int slot = scope.kept().slot(name);
        if (slot < 0) {
            throw value.refused(value.name() + " contains #{kept." + name
                    + "}, which no step before it keeps; known are " + scope.kept());
        }
        if (!binary && scope.kept().isOfBytes(name)) {
            throw value.refused("bytes that a step keeps may be inserted only into a hex message: " + value.name()
                    + " contains #{kept." + name + "}; write the message in hex, or keep a text");
        }
        return new Piece.Kept(slot);
    }

    private String escaped(String text) {
        return scope.escaped() ? percentEncoded(text) : text;
    }
}
