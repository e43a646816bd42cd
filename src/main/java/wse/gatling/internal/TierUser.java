package wse.gatling.internal;

import io.gatling.javaapi.core.Session;
import wse.measure.Outcome;

/** One virtual user of a tier and its one connection. Confined to the user's event loop. */
final class TierUser {

    private static final String ATTRIBUTE = "wse.tier.user";

    /** Position in the tier, from 0: what schedules are a function of. */
    final int index;

    final LoopRecorders loop;
    /** Ready, and not lost since. */
    boolean up;
    /** Of the connection: OK from readiness for as long as it is not known to be lost. */
    Outcome outcome = Outcome.ABORTED;
    /** There is something to close. */
    boolean standing;
    /** Pings that were sent so far. */
    int pings;
    /** When the current connect or ping was intended, began and was answered ({@link System#nanoTime()}). */
    long intendedNanos;

    long sentNanos;
    /** When the connect began, in Gatling's time. */
    long connectMillis;

    long answeredNanos;
    boolean answered;
    int pingBytes;

    TierUser(int index, LoopRecorders loop) {
        this.index = index;
        this.loop = loop;
    }

    static TierUser of(io.gatling.core.session.Session session) {
        return (TierUser) session.attributes().apply(ATTRIBUTE);
    }

    static TierUser of(Session session) {
        return of(session.asScala());
    }

    io.gatling.core.session.Session into(io.gatling.core.session.Session session) {
        return session.set(ATTRIBUTE, this);
    }

    /** The next connect or ping begins now. */
    void begin(long intended) {
        intendedNanos = intended;
        answered = false;
        sentNanos = System.nanoTime();
    }

    void answer() {
        answered = true;
        answeredNanos = System.nanoTime();
    }
}
