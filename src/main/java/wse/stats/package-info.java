/**
 * Tells a change from noise. Pure values; main class: {@link wse.stats.Shift}, the difference between two samples with a
 * confidence interval, from the rank tests of Apache Commons Statistics. Imports no other package.
 */
package wse.stats;
