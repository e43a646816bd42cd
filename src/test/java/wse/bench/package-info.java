/** Measurements that people run by hand ({@code bench/*.sh}). They are not part of the gate. */
package wse.bench;
