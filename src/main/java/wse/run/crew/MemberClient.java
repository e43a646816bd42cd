package wse.run.crew;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import wse.cluster.Briefing;
import wse.dialect.Dialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.measure.ClientResult;

/**
 * The client with which a cluster member carries out the shares of one run.
 *
 * @param briefing the information about the run that the member received
 * @param loads keeps the connections that stay open between the steps of a search
 * @param words hides the secrets of the run
 */
record MemberClient(Briefing briefing, LoadTarget target, Loads loads, WordsOfServers words) implements AutoCloseable {

    /**
     * @param sources addresses to connect from; empty to let the operating system choose
     * @param mostLoops how many event loops it may have, whatever the run says
     */
    static MemberClient start(Briefing briefing, Dialect dialect, List<String> sources, int mostLoops) {
        MemberBriefing told = MemberBriefing.read(briefing);
        List<InetAddress> addresses = sources.stream().map(MemberBriefing::inet).toList();
        List<Endpoint> endpoints = told.contact().newEndpoints(dialect);
        return new MemberClient(
                briefing,
                new LoadTarget(newClient(told, mostLoops), endpoints, dialect, addresses),
                new Loads(),
                new WordsOfServers(told));
    }

    /** A result that the member may save if it cannot deliver it to the run. */
    ClientResult withoutSecrets(ClientResult result) {
        return result.withWords(words);
    }

    private static WebSocketClient newClient(MemberBriefing told, int mostLoops) {
        int wanted = told.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : told.eventLoops();
        int loops = Math.min(wanted, mostLoops);
        Transport transport = Transport.valueOf(told.transport().toUpperCase(Locale.ROOT));
        return new WebSocketClient(new EngineOptions(transport, loops, "wse-client"));
    }

    /** Closes all connections. */
    @Override
    public void close() {
        target.client().close();
    }
}
