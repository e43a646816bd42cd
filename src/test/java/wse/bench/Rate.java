package wse.bench;

/**
 * How fast messages were sent or received in one round.
 *
 * @param perCpuSecond per second of CPU time of the thread, or of the program, that sent or received them
 */
record Rate(double perSecond, double perCpuSecond) {

    static Rate of(double messages, double seconds, double cpuSeconds) {
        return new Rate(messages / seconds, messages / cpuSeconds);
    }
}
