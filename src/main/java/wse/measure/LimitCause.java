package wse.measure;

/** What caused the limit that a connection-limit search found. */
public enum LimitCause {
    /** The server accepts no more connections by its own rule. */
    SERVER_CAP("the server's cap"),
    /** The server accepts new connections only at a rate that would make the search take too long. */
    CONNECT_RATE("the server's limit on the rate of new connections"),
    /** A process of the server may open no more files. */
    SERVER_DESCRIPTORS("the server's file descriptors"),
    /** Connections arrived faster than the server accepted them, and the kernel turned them away. */
    ACCEPT_QUEUE("the server's accept queue"),
    /** The server is gone, or dropped all connections at once. */
    SERVER_GONE("the loss of the server"),
    /** The client may open no more files. */
    CLIENT_DESCRIPTORS("the client's file descriptors"),
    /** The source addresses have no free port left. */
    LOCAL_PORTS("a lack of local ports"),
    /** The kernel or the client has no memory left for another connection. */
    MEMORY("a lack of memory"),
    /** Connects, ready messages or pongs were too late. */
    TIME_OUT("a time-out"),
    /** Open connections were lost while others were being opened. */
    LOSS("the loss of open connections"),
    /** A client process ended, and its connections with it. */
    CLIENT_LOST("the loss of a client process"),
    /** The server, or something in front of it, resets connections without giving a reason. */
    RESETS("unexplained connection resets"),
    /** Another failure; the evidence names it. */
    OTHER("another failure"),
    /** The server held as many connections as requested: the limit, if there is one, is higher. */
    NONE("nothing found"),
    /** The search was stopped before it was finished. */
    UNFINISHED("an unfinished search");

    private final String label;

    LimitCause(String label) {
        this.label = label;
    }

    /** For display, as in {@code set by the server's cap}. */
    public String label() {
        return label;
    }
}
