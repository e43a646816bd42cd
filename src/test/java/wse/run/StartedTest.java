package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StartedTest {

    @Test
    void shouldCloseInReverseOrderEvenIfSomethingFails() {
        List<String> closed = new ArrayList<>();
        Started started = new Started();
        started.addLast(() -> closed.add("log"));
        started.add(() -> closed.add("server"));
        started.add(() -> {
            throw new IllegalStateException("no answer");
        });
        started.add(() -> closed.add("crew"));

        started.close();

        assertThat(closed).containsExactly("crew", "server", "log");
    }

    @Test
    void shouldNotWaitForeverForWhatDoesNotEnd() {
        CountDownLatch never = new CountDownLatch(1);
        Started started = new Started(Duration.ofMillis(10));
        started.add(never::await);

        started.close();

        assertThat(never.getCount()).isOne();
    }
}
