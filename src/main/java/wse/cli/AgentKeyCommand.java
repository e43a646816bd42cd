package wse.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import wse.cluster.ClusterSecret;

/** {@code wse-stress agent-key}: prints a key that lets agents serve runs but not lead them. */
@Command(
        name = "agent-key",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints a key for agents. Give it to them instead of the cluster's secret: in WSE_CLUSTER_SECRET or with"
                    + " --secret-file.",
            "With this key, a process can serve the runs that have the secret, but cannot lead other agents.",
            "The secret is read from the environment variable WSE_CLUSTER_SECRET or with --secret-file.",
            ""
        })
public final class AgentKeyCommand extends JarCommand {

    @Mixin
    private SecretFile secretFile = new SecretFile();

    @Override
    public Integer call() {
        Optional<String> text = secretFile.secretOr("WSE_CLUSTER_SECRET");
        require(
                text.isPresent(),
                "the key of agents is derived from the cluster's secret: export WSE_CLUSTER_SECRET, created once by openssl"
                        + " rand -base64 32, or give --secret-file");
        print(ClusterSecret.of(text.orElseThrow()).agentKey() + System.lineSeparator());
        return 0;
    }
}
