package wse.run.crew;

import java.util.Optional;
import java.util.function.UnaryOperator;
import wse.text.Redactor;

/**
 * Hides the secrets of a run in what servers say. Most shares contain no such text, so the secrets are collected only when
 * the first one arrives. Thread-safe.
 */
final class WordsOfServers implements UnaryOperator<String> {

    private final MemberBriefing briefing;
    private Optional<Redactor> redactor = Optional.empty();

    WordsOfServers(MemberBriefing briefing) {
        this.briefing = briefing;
    }

    @Override
    public String apply(String words) {
        return words.isEmpty() ? words : redactor().redact(words);
    }

    private synchronized Redactor redactor() {
        Redactor known = redactor.orElseGet(briefing::redactor);
        redactor = Optional.of(known);
        return known;
    }
}
