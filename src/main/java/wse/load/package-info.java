/**
 * Runs one plan at a time in this process. {@link wse.load.Loads} starts a plan from any thread, and there is one class for
 * each kind of plan ({@code StormLoad}, {@code PingLoad}, {@code FloodLoad}, {@code HoldLoad}, {@code LimitLoad}). Each is a
 * sequence of steps over a {@code Fleet}, which has one {@code LoopLinks} per event loop.
 *
 * <p>On an event loop, {@code RampUp} connects, {@code LinkListener} interprets the events of connections, {@code LinkBook}
 * books their outcomes, a {@code Pinger} books pings that a {@code PingDriver} schedules, a {@code Flood} floods, and
 * {@code TakeDown} closes. All of this state is confined to its event loop, and messages are handled without locks or
 * allocation. {@code TierAccount} sums up the result.
 *
 * <p>Combines the engine with a dialect and the latency recorders. Imports {@code config}, {@code plan}, {@code engine},
 * {@code dialect}, {@code measure}, {@code text}.
 */
package wse.load;
