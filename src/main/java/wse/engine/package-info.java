/**
 * The raw WebSocket client on Netty: transport, connections, frame codec. Knows neither Gatling, nor WSE, nor tests; could
 * be published alone. {@link wse.engine.WebSocketClient} owns the event loops and makes {@link wse.engine.Connection}s to
 * an {@link wse.engine.Endpoint}; a {@link wse.engine.ConnectionListener} hears of them, at last why each ended
 * ({@link wse.engine.Disconnect}). A connection and its listener are confined to the channel's event loop. The connections
 * of a loop share its read and its write buffer: an idle one holds no buffer, and 1.4 KB of heap
 * ({@code bench/engine-cost.sh}); with io_uring each open one has a buffer of its own, of 4 KiB at first. Imports no other room.
 */
package wse.engine;
