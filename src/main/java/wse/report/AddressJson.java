package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.HdrHistogram.Histogram;
import wse.measure.AddressFigures;
import wse.measure.Histograms;
import wse.measure.LatencyRecorder;
import wse.measure.TierResult;

/** Writes and reads the figures of a server's addresses, which only tiers of a server with several addresses have. */
final class AddressJson {

    private static final String KEY = "addresses";
    private static final String TCP = "tcp_us";
    private static final String READY = "ready_us";

    /** Far more than any name has. */
    private static final int MOST = 10_000;

    private AddressJson() {}

    static ArrayNode write(TierResult tier) {
        ArrayNode addresses = JsonReport.MAPPER.createArrayNode();
        tier.measured().addresses().forEach(address -> {
            ObjectNode node = addresses.addObject();
            node.put("address", address.address());
            node.put("attempts", address.outcomes().total());
            node.put("share_percent", AddressTables.sharePercent(tier, address));
            node.set("outcomes", TierJson.outcomes(address.outcomes()));
            if (address.tcp().getTotalCount() > 0) {
                node.set(TCP, TierJson.latency(address.tcp()));
            }
            node.set(READY, TierJson.latency(address.ready()));
        });
        return addresses;
    }

    static List<AddressFigures> read(JsonNode tier) {
        return tier.has(KEY)
                ? Keys.list(tier, KEY, MOST).stream().map(AddressJson::address).toList()
                : List.of();
    }

    private static AddressFigures address(JsonNode node) {
        return new AddressFigures(
                Keys.word(node, "address"),
                TierJson.readOutcomes(Keys.required(node, "outcomes")),
                histogram(node, TCP),
                histogram(node, READY));
    }

    private static Histogram histogram(JsonNode node, String key) {
        return node.has(key)
                ? Histograms.decode(Keys.word(node.get(key), "histogram"))
                : LatencyRecorder.newHistogram();
    }
}
