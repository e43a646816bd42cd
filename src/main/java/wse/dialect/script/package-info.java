/**
 * Protocols that a YAML file describes, without code ({@link wse.dialect.script.ScriptProvider}). The file is read once, by
 * {@code DescriptionReader}. Messages of the client are compiled into pieces of bytes, and those expected from the server
 * into forms, which are compared with a message's bytes in place. After that, everything is immutable except for the
 * conversations, each of which belongs to its connection's event loop. Imports {@code config}, {@code dialect} and {@code text}.
 */
package wse.dialect.script;
