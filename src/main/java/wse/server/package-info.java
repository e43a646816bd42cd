/**
 * The embedded reference server, a process of its own and the default target. Shares no connection code with
 * {@code engine}: the judge and the judged stay apart. Imports {@code dialect}.
 */
package wse.server;
