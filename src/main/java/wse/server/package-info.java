/**
 * The embedded reference server, which runs in a process of its own and is the default target. It shares no connection code
 * with {@code engine}, so that an error in one cannot hide an error in the other. It reads and counts what it receives; with
 * {@code duty=echo} or {@code duty=send} in the query of its upgrade request, a client can ask for a
 * {@link wse.server.Duty}, which the genuine server does not have. The main class is {@link wse.server.ReferenceServer};
 * each connection is confined to its event loop. Imports {@code config}, {@code child}, {@code dialect}.
 */
package wse.server;
