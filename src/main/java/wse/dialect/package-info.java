/**
 * What goes over the wire for one kind of server ({@link wse.dialect.Dialect}): upgrade request, ready message, pings and
 * pongs, payload formats, tokens. Bytes in, values out; no channel, thread or clock. Imports {@code config}.
 */
package wse.dialect;
