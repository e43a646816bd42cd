package wse.measure;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * Why the figures of a tier may not describe the server. Tiers, and processes of a tier, with the same cause differ only in
 * the detail, so that a report can name each cause once.
 *
 * @param detail what was observed, as the end of a sentence that begins with the cause; the whole sentence for
 *     {@link Cause#OTHER}
 * @param severity how bad it was, comparable only with reasons of the same cause; 0 if read from a file
 */
public record Reason(Cause cause, String detail, double severity) {

    private static final String BETWEEN = ": ";

    public Reason {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(detail, "detail");
    }

    /** A reason without a severity. */
    public Reason(Cause cause, String detail) {
        this(cause, detail, 0);
    }

    /** The same cause with another detail. */
    public Reason withDetail(String other) {
        return new Reason(cause, other, severity);
    }

    /**
     * The inverse of {@link #sentence()}. A sentence that does not begin with a known cause, as in older results, has
     * {@link Cause#OTHER}.
     */
    public static Reason parse(String sentence) {
        return Stream.of(Cause.values())
                .filter(cause -> cause != Cause.OTHER)
                .flatMap(cause -> Stream.of(cause.words, cause.formerWords)
                        .map(words -> words + BETWEEN)
                        .filter(sentence::startsWith)
                        .map(words -> new Reason(cause, sentence.substring(words.length()))))
                .findFirst()
                .orElseGet(() -> new Reason(Cause.OTHER, sentence));
    }

    /** For {@code results.json}: one sentence without a full stop. */
    public String sentence() {
        return cause == Cause.OTHER ? detail : cause.words + BETWEEN + detail;
    }

    @Override
    public String toString() {
        return sentence();
    }

    /** What made the figures doubtful or incomplete. */
    public enum Cause {
        LOOP_SATURATED("an event loop of the client was saturated", Remedy.MORE_CPU),
        LOOP_STARVED("an event loop of the client was starved of CPU", Remedy.OWN_CORES),
        PROCESS_SATURATED("the client process used almost all of its cores", Remedy.MORE_CPU),
        COLLECTED("garbage collections stopped the client", Remedy.MORE_HEAP),
        LATE_TASKS("the client's event loops lagged behind", "the client ran due tasks late", Remedy.OWN_CORES),
        LATE_SENDS("the client sent later than scheduled", Remedy.OWN_CORES),
        CLIENT_FAILED("the client itself made connections fail", Remedy.NONE),
        PROXY_FAILED("the proxy between client and server made connections fail", Remedy.NONE),
        CLIENT_GAVE_UP("the client's time-outs ended connections", Remedy.NONE),
        ENDED_EARLY("the tier was ended before it was complete", Remedy.NONE),
        CLIENT_LOST("a part of the client did not finish", Remedy.NONE),
        SERVER_LOST("a process of the server ended", Remedy.NONE),
        /** Another cause, which the detail names. */
        OTHER("", Remedy.NONE);

        private final String words;
        private final String formerWords;
        private final Remedy remedy;

        Cause(String words, Remedy remedy) {
            this(words, words, remedy);
        }

        /** @param formerWords the words in older results */
        Cause(String words, String formerWords, Remedy remedy) {
            this.words = words;
            this.formerWords = formerWords;
            this.remedy = remedy;
        }

        /** The beginning of a sentence, in lower case. */
        public String words() {
            return words;
        }

        public Remedy remedy() {
            return remedy;
        }
    }

    /** What the user can do about a cause. */
    public enum Remedy {
        /** The client needs more event loops, processes or cores. */
        MORE_CPU,
        /** The client needs cores that neither the server nor unrelated programs use. */
        OWN_CORES,
        /** The client needs a larger heap. */
        MORE_HEAP,
        /** There is no remedy except to run the test again. */
        NONE
    }
}
