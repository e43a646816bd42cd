package wse.config;

/** Which server a run starts, if it does not test one that is already running. */
public enum ServerKind {
    /** The reference server of this project. */
    REFERENCE("reference", ""),
    /** The genuine wse-server with which the published figures were measured. */
    WSE_2_0_0("wse-2.0.0", "2.0.0"),
    /** A later version, which limits pending handshakes. */
    WSE_2_5_1("wse-2.5.1", "2.5.1");

    private final String label;
    private final String version;

    ServerKind(String label, String version) {
        this.label = label;
        this.version = version;
    }

    /** The value of {@code wse.server}. */
    public String label() {
        return label;
    }

    /** The version of wse-server; empty for the reference server. */
    public String version() {
        return version;
    }

    /** Whether it is a genuine wse-server, which needs Python. */
    public boolean isGenuine() {
        return this != REFERENCE;
    }
}
