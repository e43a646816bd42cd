package wse.measure;

import java.util.OptionalDouble;

/**
 * A limit on the rate at which a server accepts new connections, as a search has found it.
 *
 * @param acceptedPerSecond highest rate at which the server accepted all connections; empty if every rate that was
 *     tried was too high
 * @param tooHighPerSecond lowest rate at which it rejected some, although it had not reached its limit on their number
 */
public record ConnectRate(OptionalDouble acceptedPerSecond, double tooHighPerSecond) {}
