package wse.simulations;

/**
 * A connection storm of a suite ({@code wse.suite}), carried out by Gatling's own engine. Compared with the same tier of
 * {@link ConnectionStormSimulation}, it shows what a handshake costs in each engine.
 */
public class ConnectionStormByGatlingSimulation extends ConnectionStormSimulation {}
