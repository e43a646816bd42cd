package wse.health;

/**
 * What the cores were used for that a thread may run on.
 *
 * @param idlePercent share of their time that nobody used, 0 to 100
 * @param strangersPercent share of their time that went to strangers, processes that a {@link CoreWatch} is not of, at most, 0 to 100
 */
public record CoreUse(double idlePercent, double strangersPercent) {}
