/**
 * The raw WebSocket client on Netty: transport, connections, frame codec. Knows neither Gatling, nor WSE, nor tests; could
 * be published alone. A connection and its listener are confined to the channel's event loop. Imports no other room.
 */
package wse.engine;
