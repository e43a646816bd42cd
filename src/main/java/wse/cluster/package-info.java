/**
 * One plan over many processes or machines, on JGroups. {@link wse.cluster.ClusterCoordinator} forms the cluster, gives
 * each member its share of a tier, lets all begin and go on together, and merges what they have measured;
 * {@link wse.cluster.ClusterMember} carries shares out through a {@link wse.cluster.ShareWork} that it is given. Every
 * byte between them is sealed with a shared secret ({@link wse.cluster.SealedTransport}). Both have one owner thread for
 * all their state ({@link wse.cluster.Post}). Knows neither Gatling nor WebSockets. Imports {@code plan} and
 * {@code measure}.
 */
package wse.cluster;
