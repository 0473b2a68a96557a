package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.topology.OperationValidation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationReportTest {

    @Test
    void shouldReportWhatIsInForceWhenTheOperationWasCarriedOutBefore() {
        var split = new OperationValidation.Done(new ManualOperation.Split("c1-0"), "c2-0, c2-1 replaced c1-0");
        var merge = new OperationValidation.Done(
                new ManualOperation.Merge(List.of("c2-0", "c2-1")), "c3-0 replaced c2-0, c2-1");
        var move = new OperationValidation.Done(new ManualOperation.Move("c1-0", "w-1"), "c1-0 runs on w-1");

        assertThat(OperationReport.of(split))
                .hasValue(
                        new OperationReport(
                                "Normal",
                                "SplitAlreadyDone",
                                "c2-0, c2-1 replaced c1-0 already; annotation fleetforge.io/force-split was removed without a change"));
        assertThat(OperationReport.of(merge).map(OperationReport::reason)).hasValue("MergeAlreadyDone");
        assertThat(OperationReport.of(move).map(OperationReport::reason)).hasValue("MoveAlreadyDone");
    }

    @Test
    void shouldReportTheLimitWhenTheOperationIsRefused() {
        var refused = new OperationValidation.Refused(new ManualOperation.Move("c1-0", "w-9"), "no host \"w-9\"");

        assertThat(OperationReport.of(refused))
                .hasValue(new OperationReport("Warning", "MoveRefused", "no host \"w-9\""));
    }

    @Test
    void shouldReportNothingWhenTheChangeOfTheTopologyIsReported() {
        var accepted = new OperationValidation.Accepted(new ManualOperation.Split("c1-0"), List.of(), Optional.empty());

        assertThat(OperationReport.of(accepted)).isEmpty();
    }
}
