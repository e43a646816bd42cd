package wse.measure;

/**
 * What processes used in one interval; null for what is unknown.
 *
 * @param cpuSeconds user and system time in the interval
 * @param rssBytes resident memory at its end
 */
public record ProcessLoad(Double cpuSeconds, Long rssBytes) {

    public static final ProcessLoad UNKNOWN = new ProcessLoad(null, null);

    /** The same processes in the next interval, too. */
    ProcessLoad followedBy(ProcessLoad next) {
        return new ProcessLoad(sum(cpuSeconds, next.cpuSeconds), next.rssBytes);
    }

    /** These processes and others in the same interval. */
    ProcessLoad plus(ProcessLoad others) {
        return new ProcessLoad(
                sum(cpuSeconds, others.cpuSeconds),
                rssBytes == null || others.rssBytes == null ? null : Long.valueOf(rssBytes + others.rssBytes));
    }

    private static Double sum(Double one, Double other) {
        return one == null || other == null ? null : Double.valueOf(one + other);
    }
}
