/**
 * Carries out one plan with many processes or machines. It is based on JGroups. {@link wse.cluster.ClusterCoordinator}
 * forms the cluster, assigns each member its share of a tier, makes all of them start and continue together, and merges
 * their measurements ({@link wse.cluster.RunningTier}). {@link wse.cluster.ClusterMember} carries out shares through
 * the {@link wse.cluster.ShareWork} that it is given. All their messages are encrypted with a shared secret; strangers who
 * reach the port can neither read, send nor disturb anything ({@link wse.cluster.Network}). The state of each of them is
 * confined to one thread ({@link wse.cluster.Post}), and the connections to Netty's. This package knows neither Gatling nor
 * WebSockets. Imports {@code plan}, {@code measure} and {@code text}.
 */
package wse.cluster;
