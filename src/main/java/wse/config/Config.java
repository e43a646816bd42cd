package wse.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All settings of one run: read once, validated, immutable.
 *
 * @param tiers connections per tier, in order
 * @param transport {@code "auto"}, {@code "epoll"}, {@code "nio"} or {@code "io_uring"}, for the Netty engine
 * @param eventLoops threads of the Netty engine; 0 for one per core
 * @param warmUp connections of the warm-up tier; 0 for none
 * @param out directory the run's directory is made in
 * @param effective every setting with its effective value, secrets masked, for printing and for {@code results.json}
 */
public record Config(
        TestKind test,
        EngineKind engine,
        TargetConfig target,
        ConnectConfig connect,
        PingConfig ping,
        AcceptConfig accept,
        List<Integer> tiers,
        String transport,
        int eventLoops,
        int warmUp,
        Path out,
        Map<String, String> effective) {

    public Config {
        tiers = List.copyOf(tiers);
    }
}
