package wse.dialect.script;

/**
 * What a message's placeholders stand for. A template asks only for what its place in the description allows, which is
 * checked when the description is read.
 */
interface Fill {

    /** Index of the connection within its tier. */
    default int index() {
        throw notHere("index");
    }

    /** A value that the login has kept from a message of the server. */
    default byte[] kept(int slot) {
        throw notHere("kept");
    }

    /** A number of a flood's message, with ten digits. */
    default long number() {
        throw notHere("number");
    }

    /** How many bytes of padding a flood's message needs. */
    default int padding() {
        throw notHere("padding");
    }

    /** The message of the published suite. */
    default byte[] tradeUpdate() {
        throw notHere("tradeUpdate");
    }

    private static IllegalStateException notHere(String name) {
        return new IllegalStateException(
                "a template must be checked when it is read: #{" + name + "} is not known here");
    }
}
