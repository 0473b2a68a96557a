package io.fleetforge.alert.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedirectsTest {

    private static final String HOME = "/ui/incidents";

    @Test
    void shouldRedirectToPagesOfThisService() {
        assertThat(Redirects.ownPage("/ui/alerts?q=a%20b", HOME)).isEqualTo("/ui/alerts?q=a%20b");
        assertThat(Redirects.ownPage("/ui/incidents/inc-1", HOME)).isEqualTo("/ui/incidents/inc-1");
    }

    @Test
    void shouldRedirectNowhereElse() {
        for (var elsewhere : new String[] {
            null,
            "",
            "https://evil.example/ui/",
            "//evil.example/ui/",
            "/ui//evil.example",
            "/\\evil.example",
            "/api/v1/incidents",
            "/ui/login",
            "/ui/incidents\r\nSet-Cookie: a=b",
            "javascript:alert(1)"
        }) {
            assertThat(Redirects.ownPage(elsewhere, HOME)).as("%s", elsewhere).isEqualTo(HOME);
        }
    }
}
