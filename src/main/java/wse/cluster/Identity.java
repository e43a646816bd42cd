package wse.cluster;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * How the other members of a cluster know this process.
 *
 * @param cluster name of the cluster
 * @param self the address at which it listens
 * @param leads whether it leads runs
 */
record Identity(ClusterSecret secret, String cluster, InetSocketAddress self, boolean leads) {

    byte[] clusterBytes() {
        return cluster.getBytes(StandardCharsets.UTF_8);
    }
}
