/**
 * The server under test: the embedded reference server or a genuine one in its own process, or the server that the settings name. Also, how
 * clients reach it. Main class: {@link wse.run.target.Target}. Thread-safe. Imports {@code child}, {@code config},
 * {@code dialect}, {@code engine}, {@code health}, {@code load}, {@code python} and {@code server}.
 */
package wse.run.target;
