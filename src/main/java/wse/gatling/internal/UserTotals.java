package wse.gatling.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import wse.measure.AddressFigures;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.RequestFigures;

/** Sums over the event loops of a scenario's users. Confined to the thread that adds them up. */
final class UserTotals {

    private final OutcomeCounts connects = new OutcomeCounts();
    private final OutcomeCounts requests = new OutcomeCounts();
    private final UserRecorder.Span connectSpan = new UserRecorder.Span();
    private final UserRecorder.Span span = new UserRecorder.Span();
    private final List<RequestFigures> figures = new ArrayList<>();
    private List<AddressFigures> addresses = List.of();
    private long connected;
    private long answered;
    private long onlySent;

    void add(RequestFigures figure) {
        figures.add(figure);
    }

    /** @param connecting connects that have not ended yet */
    void add(OutcomeCounts moreConnects, OutcomeCounts moreRequests, long connecting, long moreConnected) {
        connects.add(moreConnects);
        connects.add(Outcome.ABORTED, connecting);
        requests.add(moreRequests);
        connected += moreConnected;
    }

    void add(List<AddressFigures> more) {
        addresses = AddressFigures.sum(addresses, more);
    }

    /** @param moreOnlySent messages whose answers nobody waited for */
    void add(long moreAnswered, long moreOnlySent) {
        answered += moreAnswered;
        onlySent += moreOnlySent;
    }

    void add(UserRecorder.Span moreConnects, UserRecorder.Span more) {
        connectSpan.add(moreConnects);
        span.add(moreConnects);
        span.add(more);
    }

    long connected() {
        return connected;
    }

    OutcomeCounts connects() {
        return connects;
    }

    OutcomeCounts requests() {
        return requests;
    }

    List<RequestFigures> figures() {
        return RequestFigures.sum(figures.stream());
    }

    List<AddressFigures> addresses() {
        return addresses;
    }

    /** From the first connect to the last one's outcome. */
    Duration ramp() {
        return connectSpan.length();
    }

    /** From the first connect to the end of the last request. */
    Duration duration() {
        return span.length();
    }

    /** Messages whose answers nobody waited for are neither confirmed nor lost. */
    Messages messages(long sent, long bytes, long hellos) {
        long confirmed = Math.min(answered, sent);
        return new Messages(sent, confirmed, bytes, hellos, 0, Math.min(onlySent, sent - confirmed));
    }
}
