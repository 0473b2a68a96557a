package io.fleetforge.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubjectClaimTest {

    private static final String HASH = "ab".repeat(32);

    @Test
    void shouldTakeItsOrderFromTheOpeningRecordOnly() {
        var opening = SubjectClaim.opening(HASH);

        assertThat(opening.isOrdered()).isFalse();
        assertThat(opening.readAt(7)).isEqualTo(new SubjectClaim(HASH, 7));
        assertThat(opening.readAt(7).readAt(9)).isEqualTo(new SubjectClaim(HASH, 7));
    }

    @Test
    void shouldRefuseAnOrderThatIsNoOffset() {
        assertThatThrownBy(() -> new SubjectClaim(HASH, -2)).hasMessageContaining("-2");
    }
}
