package wse.health;

/**
 * How the cores that a thread may run on were used.
 *
 * @param idlePercent share of their time in which they were idle, 0 to 100
 * @param unrelatedPercent upper bound of the share of their time that unrelated programs used, 0 to 100; a program is
 *     unrelated if it takes no part in the test
 * @param stolenPercent share of their time that the hypervisor gave to other virtual machines, 0 to 100; 0 on a real machine
 */
public record CoreUse(double idlePercent, double unrelatedPercent, double stolenPercent) {}
