package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.SelfSigned;

class JvmTrustStoreTest {

    private static final int TOGETHER = 4;
    private static final int ROUNDS = 100;
    private static final List<String> PROPERTIES =
            List.of("javax.net.ssl.trustStore", "javax.net.ssl.trustStoreType", "javax.net.ssl.trustStorePassword");

    @TempDir
    Path directory;

    private final Map<String, String> before = new HashMap<>();

    JvmTrustStoreTest() {
        PROPERTIES.forEach(name -> before.put(name, System.getProperty(name)));
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    /** Without reading the new store once, some of the first connections still trusted the old authorities. */
    @Test
    void shouldBeTrustedByConnectionsThatBeginTogether() throws Exception {
        List<X509Certificate> authorities = List.of(
                SelfSigned.create(directory, "one").certificate(),
                SelfSigned.create(directory, "two").certificate());
        ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                X509Certificate own = authorities.get(round % 2);
                JvmTrustStore.replaceBy(List.of(own));
                assertThat(trusted(threads))
                        .allSatisfy(issuers -> assertThat(issuers).containsExactly(own));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<List<X509Certificate>> trusted(ExecutorService threads) throws Exception {
        CyclicBarrier start = new CyclicBarrier(TOGETHER);
        Callable<List<X509Certificate>> connection = () -> {
            start.await();
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return List.of(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers());
        };
        List<List<X509Certificate>> trusted = new ArrayList<>();
        List<Future<List<X509Certificate>>> all = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            all.add(threads.submit(connection));
        }
        for (Future<List<X509Certificate>> each : all) {
            trusted.add(each.get());
        }
        return trusted;
    }
}
