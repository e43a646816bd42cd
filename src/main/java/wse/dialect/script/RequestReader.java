package wse.dialect.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.config.HeaderRules;

/** Reads the upgrade request of a description. Immutable. */
final class RequestReader {

    private static final String ORIGIN = "Origin";

    private final Fields fields;
    private final Scope.Sources sources;

    RequestReader(Fields fields, Scope.Sources sources) {
        this.fields = fields;
        this.sources = sources;
    }

    Description.Request read() {
        return new Description.Request(path(), headers(), fields.list("subprotocols", RequestReader::subprotocol));
    }

    private Template path() {
        TemplateReader texts = new TemplateReader(Scope.ofRequest(sources, true));
        Optional<Value> given = fields.find("path");
        given.ifPresent(RequestReader::checkPath);
        Template path = given.map(texts::text).orElseGet(() -> Template.fixed(true, new byte[] {'/'}));
        return fields.find("query", query -> withQuery(path, query, texts)).orElse(path);
    }

    private static void checkPath(Value value) {
        if (!value.text().startsWith("/")) {
            throw value.refused("path must begin with /: path=" + value.text() + "; add it");
        }
        String literals = TemplateReader.PLACEHOLDER.matcher(value.text()).replaceAll("");
        if (literals.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '#')) {
            throw value.refused(
                    "path must consist of visible ASCII characters without a fragment; percent-encode the" + " others");
        }
    }

    private Template withQuery(Template path, Value query, TemplateReader texts) {
        boolean hasQuery =
                fields.find("path").filter(given -> given.text().contains("?")).isPresent();
        List<Template> parts = new ArrayList<>(List.of(path));
        query.entries().forEach((name, value) -> {
            String before = (hasQuery || parts.size() > 1 ? "&" : "?") + TemplateReader.percentEncoded(name) + "=";
            parts.add(Template.fixed(true, before.getBytes(StandardCharsets.US_ASCII)));
            parts.add(texts.percentEncoded(value));
        });
        return Template.joined(parts);
    }

    private Map<String, Template> headers() {
        TemplateReader texts = new TemplateReader(Scope.ofRequest(sources, false));
        Map<String, Template> headers = new LinkedHashMap<>();
        fields.find("headers")
                .ifPresent(group -> group.entries().forEach((name, value) -> {
                    check(group.key(name), name);
                    headers.put(name, header(texts, value));
                }));
        fields.find("origin").ifPresent(origin -> {
            if (headers.keySet().stream().anyMatch(ORIGIN::equalsIgnoreCase)) {
                throw origin.refused(
                        "the header Origin must be given once: it is in origin and in headers; remove one");
            }
            headers.put(ORIGIN, header(texts, origin));
        });
        return headers;
    }

    private static Template header(TemplateReader texts, Value value) {
        if (!HeaderRules.isValue(value.text())) {
            throw value.refused(
                    value.name() + " must be a single line of ISO 8859-1 characters, as HTTP requires; correct it");
        }
        return texts.text(value);
    }

    private static void check(Value key, String name) {
        HeaderRules.mistakeInName(name, "subprotocols").ifPresent(mistake -> {
            throw key.refused(mistake);
        });
    }

    private static String subprotocol(Value value) {
        String name = value.text();
        if (!HeaderRules.isToken(name)) {
            throw value.refused("a subprotocol must be a token of RFC 9110, without spaces and commas: " + value.name()
                    + "=" + name + "; give several of them as a list");
        }
        return name;
    }
}
