package wse.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.deploy.Manifests.one;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.Config;
import wse.config.PrivateFile;
import wse.config.Settings;
import wse.config.TestKind;

/** The manifests in {@code deploy/} must follow Kubernetes' schema, and agree with each other and with our settings. */
class ManifestsTest {

    private static final String LABEL = "app.kubernetes.io/name";

    static Stream<JsonNode> all() {
        return Manifests.all().stream();
    }

    private static JsonNode pod(JsonNode manifest) {
        return manifest.at("/spec/template");
    }

    private static Stream<JsonNode> pods() {
        return Stream.of(pod(one("StatefulSet")), pod(one("Job")));
    }

    private static Stream<JsonNode> containers() {
        return pods().map(pod -> pod.at("/spec/containers/0"));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldFollowTheSchemaOfKubernetes(JsonNode manifest) throws Exception {
        Manifests.check(manifest);
        assertThat(manifest.at("/metadata/name").asText()).isNotEmpty();
        assertThat(manifest.at("/metadata/namespace").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec, replica, 3",
        "/spec/template/spec, containers, no list",
        "/spec/template/spec/containers/0, name, ",
        "/spec/template/spec/containers/0, imagePolicy, Always",
        "/spec/template/spec/containers/0/securityContext, readOnlyRootFileSystem, true",
        "/spec/template/spec/containers/0/volumeMounts/0, mountpath, x",
        "/spec/template/spec/securityContext/sysctls/0, value, ",
        "/spec, replicas, many"
    })
    void shouldFindAWrongField(String parent, String field, String value) {
        ObjectNode manifest = one("StatefulSet").deepCopy();
        ObjectNode place = (ObjectNode) manifest.at(parent);
        if (value == null) {
            place.remove(field);
        } else {
            place.put(field, value);
        }
        assertThatThrownBy(() -> Manifests.check(manifest)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void shouldNameOnlySettingsThatExist() {
        assertThat(containers().flatMap(container -> elements(container.path("env"))))
                .allSatisfy(variable -> assertThat(Settings.describe())
                        .contains("`" + variable.path("name").asText() + "`"));
    }

    @Test
    void shouldGiveTheRunSettingsThatItAccepts(@TempDir Path directory) throws Exception {
        String file = PrivateFile.of(directory, "a secret of at least thirty-two bytes\n")
                .toString();
        Map<String, String> environment = elements(pod(one("Job")).at("/spec/containers/0/env"))
                .collect(Collectors.toMap(
                        variable -> variable.path("name").asText(),
                        variable -> isFileOfSecret(variable) ? file : valueOrWhatKubernetesFillsIn(variable)));

        Config config = Config.from(TestKind.CONNECTION_STORM, Map.of(), environment);

        assertThat(config.crew().agents())
                .isEqualTo(one("StatefulSet").at("/spec/replicas").asInt());
    }

    private static String valueOrWhatKubernetesFillsIn(JsonNode variable) {
        return variable.at("/valueFrom/fieldRef/fieldPath").asText().equals("status.podIP")
                ? "10.0.0.1"
                : variable.path("value").asText();
    }

    private static boolean isFileOfSecret(JsonNode variable) {
        return variable.path("name").asText().endsWith("_FILE");
    }

    @Test
    void shouldNotPassSecretsToPodsInTheirEnvironmentOrArguments() {
        assertThat(containers().flatMap(container -> elements(container.path("env"))))
                .noneMatch(variable -> variable.at("/valueFrom").has("secretKeyRef"))
                .noneMatch(variable -> variable.path("name").asText().matches(".*(SECRET|TOKEN)"));
        assertThat(containers()
                        .flatMap(container -> elements(container.path("args")))
                        .map(JsonNode::asText)
                        .filter(argument -> argument.toLowerCase(Locale.ROOT).contains("secret")))
                .containsExactly("--secret-file", "/run/secrets/wse-stress/cluster-secret");
    }

    /** {@link wse.config.SecretFiles} refuses world-readable files. */
    @Test
    void shouldMountSecretFilesThatOnlyThePodsGroupMayRead() {
        pods().forEach(pod -> {
            JsonNode container = pod.at("/spec/containers/0");
            JsonNode mount = named("secrets", container.path("volumeMounts"));
            JsonNode secret = named("secrets", pod.at("/spec/volumes")).path("secret");
            assertThat(secret.path("secretName").asText()).isEqualTo("wse-stress");
            assertThat(secret.path("defaultMode").asInt()).isEqualTo(0440);
            assertThat(pod.at("/spec/securityContext/fsGroup").asInt())
                    .isEqualTo(pod.at("/spec/securityContext/runAsGroup").asInt())
                    .isPositive();
            assertThat(mount.path("readOnly").asBoolean()).isTrue();
            assertThat(filesOfSecrets(container))
                    .isNotEmpty()
                    .allMatch(file -> file.startsWith(mount.path("mountPath").asText() + "/"));
        });
    }

    private static JsonNode named(String name, JsonNode list) {
        return elements(list)
                .filter(element -> element.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> filesOfSecrets(JsonNode container) {
        Stream<String> variables = elements(container.path("env"))
                .filter(ManifestsTest::isFileOfSecret)
                .map(variable -> variable.path("value").asText());
        Stream<String> arguments =
                elements(container.path("args")).map(JsonNode::asText).filter(argument -> argument.startsWith("/run/"));
        return Stream.concat(variables, arguments).toList();
    }

    @Test
    void shouldGiveNoPodMoreRightsThanItNeeds() {
        pods().forEach(pod -> {
            assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .isFalse();
        });
        containers().map(container -> container.path("securityContext")).forEach(context -> {
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        });
    }

    @Test
    void shouldFindAllPodsByTheNameThatAgentsJoin() {
        JsonNode service = one("Service");
        String name = service.at("/metadata/name").asText();
        String port = service.at("/spec/ports/0/port").asText();
        assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(elements(containers().findFirst().orElseThrow().path("args")).map(JsonNode::asText))
                .containsSequence("--join", name + ":" + port)
                .containsSequence("--port", port);
        List<String> labels = pods().map(
                        pod -> pod.path("metadata").path("labels").path(LABEL).asText())
                .toList();
        assertThat(labels)
                .containsOnly(service.path("spec").path("selector").path(LABEL).asText());
        assertThat(containers()
                        .map(container -> container.at("/ports/0/containerPort").asText()))
                .containsOnly(port);
        assertThat(one("StatefulSet").at("/spec/serviceName").asText()).isEqualTo(name);
    }
}
