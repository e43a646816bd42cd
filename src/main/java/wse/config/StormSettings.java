package wse.config;

import static wse.config.TestKind.CONNECTION_STORM;

import java.time.Duration;

/** The rows of the {@linkplain Settings table of settings} that only connection storms have. */
public final class StormSettings {

    public static final Setting<Double> PACED_RATE = Setting.of(
                    "wse.pacedRate",
                    Kind.decimal(0, 1e7),
                    "connects per second of the last tier, which opens as many connections as the largest storm at this "
                            + "pace instead of as fast as possible; there is no such tier if it is 0 or if wse.connectRate "
                            + "is set; by default 1000, or 200 with Gatling's engine")
            .onlyIn(CONNECTION_STORM);

    // The longest time leaves a margin to the interval of keep-alive messages and the servers' idle time-outs.
    public static final Setting<Duration> SETTLE_TIME = Setting.of(
                    "wse.settleTime",
                    Kind.duration(Duration.ZERO, Duration.ofSeconds(10)),
                    "how long the connections of a storm must stay open after the last one is ready; then each must "
                            + "answer a ping, or it counts as failed")
            .byDefault("1s")
            .onlyIn(CONNECTION_STORM);

    private StormSettings() {}
}
