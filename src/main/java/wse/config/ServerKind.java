package wse.config;

/** Which server a run starts, if it does not test one that is already running. */
public enum ServerKind {
    /** The reference server of this project. */
    REFERENCE("reference", "", ""),
    /** The genuine wse-server with which the published figures were measured. */
    WSE_2_0_0("wse-2.0.0", "wse-server", "2.0.0"),
    /** A later version, which limits pending handshakes. */
    WSE_2_5_1("wse-2.5.1", "wse-server", "2.5.1"),
    /** A fork of wse-server, which is still maintained. */
    PROPER_2_7_0("proper-2.7.0", "proper-wse", "2.7.0");

    private final String label;
    private final String product;
    private final String version;

    ServerKind(String label, String product, String version) {
        this.label = label;
        this.product = product;
        this.version = version;
    }

    /** The value of {@code wse.server}. */
    public String label() {
        return label;
    }

    /** The name of its Python package; empty for the reference server. */
    public String product() {
        return product;
    }

    /** The version of this package; empty for the reference server. */
    public String version() {
        return version;
    }

    /** Whether it is a genuine WSE server, which needs Python. */
    public boolean isGenuine() {
        return this != REFERENCE;
    }
}
