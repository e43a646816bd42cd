/**
 * The embedded reference server, a process of its own and the default target. Shares no connection code with
 * {@code engine}: the judge and the judged stay apart. Reads and counts what it is sent; a client may ask for more by the
 * {@link wse.server.Duty} in its upgrade's query, {@code duty=echo} or {@code duty=send}, which the genuine server has not.
 * Imports {@code config}, {@code child}, {@code dialect}.
 */
package wse.server;
