/**
 * The reports as text, Markdown, JSON and a single HTML file: pure functions of the result records. Also compares
 * runs ({@link wse.report.Comparison}). Imports {@code config}, {@code measure}, {@code stats} and {@code text}.
 */
package wse.report;
