package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramsTest {

    private static String encoded() {
        Histogram histogram = LatencyRecorder.newHistogram();
        histogram.recordValueWithCount(1_234, 50);
        return Histograms.encode(histogram);
    }

    @Test
    void shouldReadWhatItWrites() {
        assertThat(Histograms.decode(encoded()).getTotalCount()).isEqualTo(50);
    }

    @Test
    void shouldRefuseAHistogramThatNeedsMuchMoreMemory() {
        Histogram precise = new Histogram(Long.MAX_VALUE, 5);
        precise.recordValue(1);
        String text = Histograms.encode(precise);

        assertThat(text.length()).isLessThan(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histograms.decode(text))
                .withMessageStartingWith("a histogram must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no base64", "HISTFAAAACh42pNpmSzMwMDAxAABzFCaEUoz2X+AsAEAAgMCPg=="})
    void shouldRefuseWhatIsNotAHistogram(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Histograms.decode(text));
    }

    @Test
    void shouldRefuseDamagedBytesWithoutAnotherException() {
        byte[] bytes = Base64.getDecoder().decode(encoded());
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) 0x55;
            try {
                assertThat(Histograms.decode(Base64.getEncoder().encodeToString(damaged)))
                        .isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("a histogram must be");
            }
        }
    }
}
