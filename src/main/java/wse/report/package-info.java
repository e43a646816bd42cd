/**
 * The reports as text, Markdown, JSON and a single HTML file: pure functions of the result records. Imports {@code config},
 * {@code measure} and {@code text}.
 */
package wse.report;
