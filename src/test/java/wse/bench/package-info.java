/** Measurements a person runs by hand ({@code bench/*.sh}); no part of the gate. */
package wse.bench;
