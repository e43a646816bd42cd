package wse.gatling.internal;

/** The work that an action of the extension does once its request name is resolved. Immutable and shared by all users. */
@FunctionalInterface
interface Verb {

    /** Runs on the user's event loop and must complete the call, now or later. */
    void run(Call call);
}
