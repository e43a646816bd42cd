package wse.simulations;

/**
 * The pings of a suite ({@code wse.suite}), carried out by Gatling's own engine. Compared with the same tier of
 * {@link PingLatencySimulation}, they show what a ping costs in each engine.
 */
public class PingLatencyByGatlingSimulation extends PingLatencySimulation {}
