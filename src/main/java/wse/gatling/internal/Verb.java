package wse.gatling.internal;

/** What an action of the extension does, once its names are resolved. Immutable: one for all users. */
@FunctionalInterface
interface Verb {

    /** On the user's event loop. Has to complete the call, now or later. */
    void run(Call call);
}
