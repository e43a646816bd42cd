/**
 * The WebSocket client on Netty: transports, connections, frame codec. It knows nothing about Gatling, WSE or load tests,
 * and could be published on its own. {@link wse.engine.WebSocketClient} owns the event loops and creates
 * {@link wse.engine.Connection}s to an {@link wse.engine.Endpoint}; a {@link wse.engine.ConnectionListener} receives their
 * events, the last of which says why the connection ended ({@link wse.engine.Disconnect}). A connection and its listener are
 * confined to the channel's event loop. The connections of an event loop share a read buffer and a write buffer, so that an
 * idle connection holds no buffer and 1.4 KB of heap ({@code bench/engine-cost.sh}); with io_uring, each open connection has
 * a read buffer of its own, initially 4 KiB. Imports no other package.
 */
package wse.engine;
