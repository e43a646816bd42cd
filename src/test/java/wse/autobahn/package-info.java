/**
 * An independent judgement: Autobahn's test suite, whose cases check an implementation of RFC 6455 from the outside.
 * {@link wse.autobahn.AutobahnIT} runs them against the client engine and against the reference server.
 */
package wse.autobahn;
