package wse.measure;

/**
 * What a tier cost the server, and what the server itself counted; null wherever the server does not tell. Counters are
 * differences between a reading before and one after the tier.
 *
 * @param cpuSeconds user and system time of a server process on this machine
 * @param rssBytes its resident memory at the end of the tier, while the connections stand
 * @param received messages it counted as received
 * @param dropped messages it counted as dropped
 * @param accepted connections it counted as accepted
 * @param rejected connections it counted as rejected
 * @param connections how many connections it counted as open at the tier's height
 * @param sent messages of floods and echoes it counted as sent
 * @param turnedAway connection attempts that the kernel turned away before a full accept queue, of all servers of the machine
 * @param descriptorsLeft that its process with the fewest might still open at the tier's height
 */
public record ServerUsage(
        Double cpuSeconds,
        Long rssBytes,
        Long received,
        Long dropped,
        Long accepted,
        Long rejected,
        Long connections,
        Long sent,
        Long turnedAway,
        Long descriptorsLeft) {}
