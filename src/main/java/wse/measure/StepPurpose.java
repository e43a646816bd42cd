package wse.measure;

/** The purpose of a step of a connection-limit search. */
public enum StepPurpose {
    /** To find out whether the server holds this number of connections. */
    SIZE("size"),
    /** To find out, with a few slow connects, whether the server accepts any more after a step has failed. */
    TRIAL("trial"),
    /** To repeat a failed step at a lower rate of connects. */
    SLOWER("slower"),
    /** To hold the connections of a step that has succeeded at a lower rate. */
    HOLD("hold");

    private final String label;

    StepPurpose(String label) {
        this.label = label;
    }

    /** The name in {@code results.json} and reports. */
    public String label() {
        return label;
    }
}
