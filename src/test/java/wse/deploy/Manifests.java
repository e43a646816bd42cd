package wse.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads Kubernetes manifests, and checks them with the schema from which Kubernetes' own client is generated. */
public final class Manifests {

    @FunctionalInterface
    private interface Schema {
        void check(JsonElement manifest) throws IOException;
    }

    private record Model(Class<?> type, Schema schema) {}

    private static final Map<String, Model> MODELS = Map.of(
            "v1 Service", new Model(V1Service.class, V1Service::validateJsonElement),
            "v1 PersistentVolumeClaim",
                    new Model(V1PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement),
            "networking.k8s.io/v1 NetworkPolicy",
                    new Model(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            "apps/v1 StatefulSet", new Model(V1StatefulSet.class, V1StatefulSet::validateJsonElement),
            "batch/v1 Job", new Model(V1Job.class, V1Job::validateJsonElement));

    private static final YAMLMapper YAML = new YAMLMapper();

    static {
        YAML.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        // The models of the client read their JSON with an instance that this class configures.
        new JSON();
    }

    private Manifests() {}

    /** All documents of all manifests of the project. */
    static List<JsonNode> all() {
        try (Stream<Path> files = Files.list(Path.of("deploy"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> read(Path file) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** The first document of this kind. */
    static JsonNode one(String kind) {
        return all().stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** How long Kubernetes waits after SIGTERM before it kills a pod of the manifest of this kind. */
    public static Duration gracePeriod(String kind) {
        return Duration.ofSeconds(one(kind)
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asLong());
    }

    /** Number of agents. */
    public static int agents() {
        return one("StatefulSet").at("/spec/replicas").asInt();
    }

    static String kind(JsonNode manifest) {
        return manifest.path("apiVersion").asText() + " "
                + manifest.path("kind").asText();
    }

    /** @throws IllegalArgumentException if a field is unknown or missing, or has another type than in the schema */
    static void check(JsonNode manifest) throws IOException {
        Model model = MODELS.get(kind(manifest));
        if (model == null) {
            throw new IllegalArgumentException("no schema of this kind is known to this test: kind=" + kind(manifest));
        }
        model.schema().check(com.google.gson.JsonParser.parseString(manifest.toString()));
        Object unused = JSON.getGson().fromJson(manifest.toString(), model.type());
    }
}
