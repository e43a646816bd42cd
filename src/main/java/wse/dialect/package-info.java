/**
 * Everything that is specific to the protocol of one kind of server ({@link wse.dialect.Dialect}): the upgrade request, the
 * login, pings and keep-alives, flood payloads, tokens. Dialects are found by name ({@link wse.dialect.DialectProvider});
 * they turn bytes into values and know nothing about channels, threads or clocks. Imports {@code config} and
 * {@code text}.
 */
package wse.dialect;
