package wse.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import wse.cli.Main;

/**
 * The command {@code server}, slowed down by a known percentage: a thread of the same process keeps the server's core
 * busy for this share of the time. The process must be bound to one core.
 */
public final class SlowedServer {

    /** Far shorter than a flood, far longer than a context switch takes. */
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private SlowedServer() {}

    /** Arguments: percentage, arguments of the command. Runs until it is killed. */
    public static void main(String[] args) throws Exception {
        double share = Integer.parseInt(args[0]) / 100.0;
        Thread brake = new Thread(() -> brake(share), "brake");
        brake.setDaemon(true);
        brake.start();
        String[] command = new String[args.length - 1];
        System.arraycopy(args, 1, command, 0, command.length);
        Main.main(command);
    }

    /** Makes up for late wake-ups in the following periods, because only the overall share counts. */
    private static void brake(double share) {
        long begin = System.nanoTime();
        long spent = 0;
        while (true) {
            LockSupport.parkNanos((long) (PERIOD_NANOS * (1 - share)));
            long turn = System.nanoTime();
            long due = (long) ((share * (turn - begin) - spent) / (1 - share));
            while (System.nanoTime() - turn < due) {
                Thread.onSpinWait();
            }
            spent += Math.max(0, due);
        }
    }
}
