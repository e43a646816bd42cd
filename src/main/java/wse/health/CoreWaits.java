package wse.health;

/**
 * How a thread waited for a core although it was ready to run.
 *
 * @param percent share of the time for which it waited, 0 to 100
 * @param meanMicros how long it waited on average
 */
public record CoreWaits(double percent, double meanMicros) {}
