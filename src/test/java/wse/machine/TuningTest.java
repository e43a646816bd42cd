package wse.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TuningTest {

    @Test
    void shouldReadTheSoftLimitOnOpenFiles() {
        String limits = "Limit                     Soft Limit           Hard Limit           Units\n"
                + "Max processes             95907                95907                processes\n"
                + "Max open files            20000                524288               files\n";

        assertThat(Tuning.openFiles(limits)).contains("20000");
        assertThat(Tuning.openFiles("")).isEmpty();
    }
}
