/** Servers from other package registries, for tests of protocols with servers that are not ours. */
package wse.foreign;
