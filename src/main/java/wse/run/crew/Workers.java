package wse.run.crew;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import wse.child.ChildJvm;
import wse.child.ChildProcess;
import wse.child.ClassArchive;
import wse.child.Starts;
import wse.cluster.ClusterMember;
import wse.config.BadInputException;
import wse.engine.WebSocketClient;
import wse.text.Units;

/** The worker processes on this machine that a run distributes its connections over. Thread-safe. */
final class Workers implements AutoCloseable {

    /** Maximum time from the start of a worker until it has joined; a cold JVM on a busy machine takes a few seconds. */
    private static final long START_SECONDS = 60;

    /** Heap for the individual requests of a tier, its histograms, the encoded result, and per-message garbage. */
    private static final int HEAP_BESIDES_MEGABYTES = 128;

    /**
     * A heap that grows on demand is fully collected each time it grows, so it has room for the connections from the
     * start. It has no more room than that, because garbage that leaves this part of the heap fills the rest before it
     * is collected: with twice the room, the old generation of a worker with 19,000 connections grew to 87 MB.
     */
    private static final int YOUNG_MEGABYTES = 16;

    /**
     * How workers are started.
     *
     * @param heapBytes heap for the connections of one worker
     * @param coordinatorPort port of the coordinator on the loopback address
     * @param secret secret of the cluster
     * @param archive archive of the classes that they share
     * @param provider class that provides their protocol
     * @param plugins class path entries that contain the provider; empty if this process's class path contains it
     */
    record Make(
            int count,
            long heapBytes,
            int coordinatorPort,
            String secret,
            ClassArchive archive,
            Class<?> provider,
            List<Path> plugins) {

        private List<String> command() {
            long megabytes = (heapBytes >> 20) + 1 + HEAP_BESIDES_MEGABYTES;
            long atOnce = (heapBytes >> 20) + YOUNG_MEGABYTES;
            return jvm().command(
                            count,
                            archive,
                            "-Xms" + Math.min(megabytes, atOnce) + "m",
                            "-Xmn" + YOUNG_MEGABYTES + "m",
                            "-Xmx" + megabytes + "m");
        }

        private ChildJvm jvm() {
            return plugins.isEmpty()
                    ? new ChildJvm(Worker.class, ClusterMember.class, WebSocketClient.class, provider)
                    : new ChildJvm(Worker.class, ClusterMember.class, WebSocketClient.class).withClassPath(plugins);
        }

        private String input(String name) {
            return name + "\n" + coordinatorPort + "\n" + secret + "\n" + count + "\n";
        }

        @Override
        public String toString() {
            return Units.counted(count, "worker");
        }
    }

    private final Make make;
    private final List<ChildProcess> processes;
    private final AtomicBoolean ending = new AtomicBoolean();

    private Workers(Make make, List<ChildProcess> processes) {
        this.make = make;
        this.processes = new CopyOnWriteArrayList<>(processes);
    }

    /**
     * Starts the processes, a few at the same time, and waits until all have joined.
     *
     * @throws BadInputException if one does not join; the others are ended
     */
    static Workers start(Make make) {
        return new Workers(
                make,
                startAll(
                        make,
                        IntStream.rangeClosed(1, make.count())
                                .mapToObj(number -> "worker-" + number)
                                .toList()));
    }

    private static List<ChildProcess> startAll(Make make, List<String> names) {
        // One more than there are cores, because a thread that waits for its process needs no core.
        int atOnce = 1 + Runtime.getRuntime().availableProcessors();
        List<Supplier<ChildProcess>> starts = names.stream()
                .<Supplier<ChildProcess>>map(name -> () -> startOne(make, name))
                .toList();
        try {
            return Starts.all(atOnce, starts, ChildProcess::close);
        } catch (CompletionException e) {
            throw new BadInputException(
                    "a client process did not start: " + e.getCause().getMessage());
        }
    }

    private static ChildProcess startOne(Make make, String name) {
        CompletableFuture<Void> joined = new CompletableFuture<>();
        ChildProcess process = ChildProcess.start(
                name, make.command(), make.input(name), line -> line.equals(Worker.JOINED) && joined.complete(null));
        process.onExit()
                .thenRun(() -> joined.completeExceptionally(
                        new IllegalStateException(process.loss().orElse(name + " ended"))));
        try {
            joined.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
            return process;
        } catch (CompletionException e) {
            process.close();
            throw new IllegalStateException(
                    name + " did not join: " + e.getCause() + "; its output was: " + process.said(), e);
        }
    }

    /**
     * Restarts the workers that the coordinator has not heard of.
     *
     * @param known names that the coordinator knows
     * @return names of the others, which were restarted
     * @throws BadInputException if one does not join
     */
    List<String> restartAllBut(Collection<String> known) {
        List<ChildProcess> unheard = processes.stream()
                .filter(process -> !known.contains(process.name()))
                .toList();
        processes.removeAll(unheard);
        unheard.forEach(ChildProcess::end);
        unheard.forEach(ChildProcess::close);
        List<String> names = unheard.stream().map(ChildProcess::name).toList();
        processes.addAll(startAll(make, names));
        return names;
    }

    /** Reports each worker that ends too early, on a thread of the JDK. */
    void onLoss(Consumer<String> listener) {
        processes.forEach(process -> process.onExit().thenAccept(gone -> {
            if (!ending.get()) {
                gone.loss().ifPresent(listener);
            }
        }));
    }

    /** Ends all workers and waits for them. May be called twice. */
    @Override
    public void close() {
        ending.set(true);
        processes.forEach(ChildProcess::end);
        processes.forEach(ChildProcess::close);
    }
}
