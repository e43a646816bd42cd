package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import wse.measure.Histograms;
import wse.measure.LatencyRecorder;
import wse.measure.RequestFigures;
import wse.measure.RequestFigures.Step;

/** Writes and reads the array {@code requests} of a scenario. */
final class RequestsJson {

    static final String KEY = "requests";

    /** More than a scenario has, because further names are counted together. */
    private static final int MOST = 1_000;

    private RequestsJson() {}

    static ArrayNode write(List<RequestFigures> requests) {
        ArrayNode array = JsonReport.MAPPER.createArrayNode();
        for (RequestFigures request : requests) {
            ObjectNode node = array.addObject()
                    .put("name", request.name())
                    .put("step", request.step().label())
                    .put("attempts", request.outcomes().total());
            node.set("outcomes", TierJson.outcomes(request.outcomes()));
            TierJson.writeDetails(node, request.outcomes());
            if (request.service().getTotalCount() > 0) {
                node.set("latency_us", TierJson.latency(request.service()));
            }
        }
        return array;
    }

    static List<RequestFigures> read(JsonNode tier) {
        List<RequestFigures> requests = new ArrayList<>();
        List<JsonNode> nodes = tier.has(KEY) ? Keys.list(tier, KEY, MOST) : List.of();
        for (JsonNode node : nodes) {
            String label = Keys.word(node, "step");
            requests.add(new RequestFigures(
                    Keys.word(node, "name"),
                    Step.of(label)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "a step must be one that this version knows: step=" + label)),
                    TierJson.readDetails(
                            TierJson.readOutcomes(Keys.required(node, "outcomes")), node.path("outcome_details")),
                    node.has("latency_us")
                            ? Histograms.decode(Keys.word(node.get("latency_us"), "histogram"))
                            : LatencyRecorder.newHistogram()));
        }
        return requests;
    }
}
