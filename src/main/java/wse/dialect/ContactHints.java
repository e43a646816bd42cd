package wse.dialect;

/**
 * What users can check if the first contact with their server fails. Each begins with a verb, or with the condition
 * under which it applies, and names the settings or the file that configure the run.
 *
 * @param path for a server that has nothing at the path of the request
 * @param protocol for a server that does not answer as the protocol demands
 * @param pingAnswer for a server that does not answer a ping as the protocol demands
 * @param credentials for a server that demands credentials
 * @param echo for a server that does not send messages back
 */
public record ContactHints(String path, String protocol, String pingAnswer, String credentials, String echo) {

    /** For a protocol that {@code wse.dialect} names. */
    static final ContactHints OF_CLASS = new ContactHints(
            "check wse.path",
            "if the server speaks another protocol, name it with wse.dialect",
            "if the server speaks another protocol, name it with wse.dialect",
            "check the credentials",
            "test the reference server, or an echo server with -Dwse.dialect=echo -Dwse.direction=echo");

    /** A copy with another hint about credentials. */
    ContactHints withCredentials(String other) {
        return new ContactHints(path, protocol, pingAnswer, other, echo);
    }

    /**
     * For a protocol that a file describes.
     *
     * @param setsPath whether the settings give the path
     */
    public static ContactHints ofFile(String file, boolean setsPath) {
        return new ContactHints(
                setsPath ? OF_CLASS.path() : "check the key \"path\" in " + file,
                "check that " + file + " describes the protocol of this server",
                "check the key \"ping\" in " + file
                        + "; if the server's answer does not repeat the id of the ping, leave #{id} out of"
                        + " ping.answer",
                "check the credentials that " + file + " sends",
                "check the message under the key \"flood\" in " + file
                        + ", and that the server sends such messages back");
    }
}
