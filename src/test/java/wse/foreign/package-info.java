/** Servers from other package registries, for tests of protocols that nobody here has written. */
package wse.foreign;
