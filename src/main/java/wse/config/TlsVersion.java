package wse.config;

import java.util.List;
import java.util.stream.Stream;

/** The oldest version of TLS that the client accepts; in the order of their age. */
public enum TlsVersion {
    V1_2("1.2"),
    V1_3("1.3");

    private final String label;

    TlsVersion(String label) {
        this.label = label;
    }

    /** @throws IllegalArgumentException if there is no version with this label, such as {@code 1.2} */
    public static TlsVersion of(String label) {
        return Stream.of(values())
                .filter(version -> version.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("a version of TLS must be 1.2 or 1.3: version=" + label));
    }

    public String label() {
        return label;
    }

    /** The names of this version and of all later ones, as in {@code javax.net.ssl}. */
    public List<String> andLater() {
        return Stream.of(values())
                .filter(version -> version.compareTo(this) >= 0)
                .map(version -> "TLSv" + version.label)
                .toList();
    }
}
