package wse.gatling.internal;

import io.gatling.commons.validation.Failure;
import io.gatling.core.check.Check;
import io.gatling.core.check.Check$;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.internal.CoreCheckType;
import io.gatling.javaapi.http.internal.WsChecks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.OptionConverters;

/**
 * Gatling's WebSocket checks, applied to text and binary messages alike: checks of bytes see the payload, all other checks
 * see it decoded as UTF-8. Immutable.
 */
final class MessageChecks {

    private static final Set<CheckBuilder.CheckType> OF_BYTES =
            Set.of(CoreCheckType.BodyBytes, CoreCheckType.BodyLength);

    private final scala.collection.immutable.List<Check<String>> ofText;
    private final scala.collection.immutable.List<Check<byte[]>> ofBytes;

    private MessageChecks(Seq<? extends Check<String>> ofText, Seq<? extends Check<byte[]>> ofBytes) {
        this.ofText = widened(ofText);
        this.ofBytes = widened(ofBytes);
    }

    @SuppressWarnings("unchecked") // safe: a Scala list is covariant
    private static <R> scala.collection.immutable.List<Check<R>> widened(Seq<? extends Check<R>> checks) {
        return (scala.collection.immutable.List<Check<R>>) (scala.collection.immutable.List<?>) checks.toList();
    }

    /** @throws IllegalArgumentException for a check that cannot be applied to a WebSocket message, such as {@code css} */
    static MessageChecks of(List<CheckBuilder> builders) {
        Map<Boolean, List<CheckBuilder>> parts =
                builders.stream().collect(Collectors.partitioningBy(builder -> OF_BYTES.contains(builder.type())));
        return new MessageChecks(
                WsChecks.toScalaTextChecks(parts.get(false)), WsChecks.toScalaBinaryChecks(parts.get(true)));
    }

    boolean isEmpty() {
        return ofText.isEmpty() && ofBytes.isEmpty();
    }

    /** Whether all checks succeed; saves nothing to the session. */
    boolean match(ReceivedMessage message, Session session) {
        return apply(message, session).error().isEmpty();
    }

    /** Applies all checks, those of text first, and saves their values to the session of the result. */
    Result apply(ReceivedMessage message, Session session) {
        Result text = ofText.isEmpty() ? Result.passed(session) : apply(message.text(), session, ofText);
        Result bytes = ofBytes.isEmpty() ? Result.passed(text.session) : apply(message.bytes(), text.session, ofBytes);
        return new Result(bytes.session, text.error.or(() -> bytes.error));
    }

    private static <R> Result apply(R response, Session session, scala.collection.immutable.List<Check<R>> checks) {
        Tuple2<Session, Option<Failure>> checked =
                Check$.MODULE$.check(response, session, checks, Check.newPreparedCache());
        return new Result(checked._1(), OptionConverters.toJava(checked._2()).map(Failure::message));
    }

    /** @param error message of the first check that failed; empty if none did */
    record Result(Session session, Optional<String> error) {

        static Result passed(Session session) {
            return new Result(session, Optional.empty());
        }
    }
}
