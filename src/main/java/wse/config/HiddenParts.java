package wse.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.text.Mask;

/** The parts of settings that are hidden wherever settings are shown. Pure. */
public final class HiddenParts {

    private HiddenParts() {}

    /** The hidden parts of the headers and of the query that settings add to the upgrade request. */
    public static Stream<String> of(RequestConfig request) {
        return Stream.concat(of(NamedSettings.HEADER, request.headers()), of(NamedSettings.QUERY, request.query()));
    }

    /** @param options settings of the protocol itself, by name */
    public static Stream<String> ofOptions(Map<String, String> options) {
        return of(NamedSettings.DIALECT, options);
    }

    /** @param path path and query of the upgrade request */
    public static Stream<String> ofPath(String path) {
        return of(mask -> mask.address(path));
    }

    static Stream<String> of(NamedSettings group, Map<String, String> values) {
        return values.entrySet().stream()
                .flatMap(given -> of(mask -> group.masked(mask, given.getKey(), given.getValue())));
    }

    static Stream<String> of(Function<Mask, String> masking) {
        List<String> secrets = new ArrayList<>();
        String shown = masking.apply(new Mask(secrets::add));
        return shown.contains(Mask.HIDDEN) ? secrets.stream() : Stream.empty();
    }
}
