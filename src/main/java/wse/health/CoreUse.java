package wse.health;

/**
 * How the cores that a thread may run on were used.
 *
 * @param idlePercent share of their time in which they were idle, 0 to 100
 * @param unrelatedPercent highest possible share of their time that unrelated programs used, 0 to 100; unrelated are all
 *     processes that take no part in the test
 */
public record CoreUse(double idlePercent, double unrelatedPercent) {}
