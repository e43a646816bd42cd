package wse.measure;

/** What set the ceiling that a search for the most connections has found. */
public enum LimitCause {
    /** The server takes no more, by its own rule. */
    SERVER_CAP("the server's cap"),
    /** A process of the server may open no more files. */
    SERVER_DESCRIPTORS("the server's descriptors"),
    /** Connections came faster than the server accepts them, and the kernel turned them away. */
    ACCEPT_QUEUE("the server's accept queue"),
    /** The server is there no more, or dropped everything at once. */
    SERVER_GONE("the server going away"),
    /** The client may open no more files. */
    CLIENT_DESCRIPTORS("the client's descriptors"),
    /** The source addresses have no free port left. */
    LOCAL_PORTS("local ports"),
    /** Kernel or client have no memory left for one more. */
    MEMORY("memory"),
    /** Connects, ready messages or pongs came too late. */
    TIME_OUT("a time-out"),
    /** Connections that stood were lost while others came. */
    LOSS("the loss of standing connections"),
    /** A process of the client went away with its connections. */
    CLIENT_LOST("the loss of a client process"),
    /** The server, or something before it, resets connections and says nothing. */
    RESETS("resets that nobody explains"),
    /** Another failure; the evidence names it. */
    OTHER("another failure"),
    /** Everything asked for was reached: the limit, if there is one, lies higher. */
    NONE("nothing found"),
    /** The search was ended before it was over. */
    UNFINISHED("an unfinished search");

    private final String label;

    LimitCause(String label) {
        this.label = label;
    }

    /** For people, as in {@code set by the server's cap}. */
    public String label() {
        return label;
    }
}
