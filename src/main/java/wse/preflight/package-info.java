/**
 * Compares what a plan needs with what this machine allows: descriptors, local ports, queues and memory. Main class:
 * {@link wse.preflight.Preflight}; each finding comes with its remedy. {@link wse.preflight.Sizing} computes how many
 * machines, processes and source addresses a number of connections needs. All comparisons are pure functions of
 * {@link wse.preflight.MachineLimits}; only {@code ThisMachine} reads the system. Everything is a value and usable on any
 * thread. Imports {@code machine}.
 */
package wse.preflight;
