package io.fleetforge.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceMainTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void shouldFormatInTheRootLocaleWhateverTheMachineSets() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));

        ServiceMain.run("fleetforge-test", "--version");

        assertThat(Locale.getDefault()).isEqualTo(Locale.ROOT);
        assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(Locale.ROOT);
    }
}
