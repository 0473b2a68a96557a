package io.fleetforge.alert.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutePageTest {

    @Test
    void shouldReadLabelsInAllCommonForms() {
        var expected = Map.of("alertname", "HostDown", "severity", "P1");

        assertThat(RoutePage.labels("alertname=HostDown\nseverity=P1")).isEqualTo(expected);
        assertThat(RoutePage.labels("{alertname=\"HostDown\", severity=\"P1\"}"))
                .isEqualTo(expected);
        assertThat(RoutePage.labels("expr=a=b")).isEqualTo(Map.of("expr", "a=b"));
    }

    @Test
    void shouldNameThePartThatIsNoLabel() {
        assertThatThrownBy(() -> RoutePage.labels("alertname=HostDown, P1")).hasMessageContaining("'P1' is not");
    }
}
