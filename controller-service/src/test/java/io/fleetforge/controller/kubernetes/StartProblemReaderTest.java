package io.fleetforge.controller.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.controller.hosts.StartProblem;
import io.fleetforge.controller.hosts.StartProblem.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Statuses as a kubelet and a scheduler write them. */
class StartProblemReaderTest {

    @Test
    void shouldNameTheImageAndTheRegistrysAnswerInTheBackOffAsInTheAttempt() {
        var attempt = container("""
                image: registry.example.com/games/cell:1.2
                state:
                  waiting: {reason: ErrImagePull, message: "not found"}
                """);
        var backOff = container("""
                image: registry.example.com/games/cell:1.2
                state:
                  waiting:
                    reason: ImagePullBackOff
                    message: 'Back-off pulling image "registry.example.com/games/cell:1.2": ErrImagePull: not found'
                """);

        assertThat(attempt)
                .hasValue(new StartProblem(
                        Kind.IMAGE_PULL, "image registry.example.com/games/cell:1.2 cannot be pulled: not found"));
        assertThat(backOff).as("no new text each minute").isEqualTo(attempt);
    }

    @Test
    void shouldNameTheExitCodeOfAProcessInBackOff() {
        assertThat(container("""
                state:
                  waiting: {reason: CrashLoopBackOff, message: "back-off 40s restarting failed container"}
                lastState:
                  terminated: {exitCode: 3, reason: Error}
                """))
                .hasValue(
                        new StartProblem(Kind.CRASH_LOOP, "the process ended with exit code 3; its log has the cause"));
    }

    @Test
    void shouldNameTheMemoryLimitOfAProcessThatExceededIt() {
        assertThat(container("""
                state:
                  waiting: {reason: CrashLoopBackOff, message: "back-off 10s restarting failed container"}
                lastState:
                  terminated: {exitCode: 137, reason: OOMKilled}
                """)).map(StartProblem::kind).hasValue(Kind.OUT_OF_MEMORY);
    }

    @Test
    void shouldNameASecretThatIsMissing() {
        assertThat(container("""
                state:
                  waiting: {reason: CreateContainerConfigError, message: 'secret "w-session-key" not found'}
                """)).hasValue(new StartProblem(Kind.CONFIGURATION, "secret \"w-session-key\" not found"));
    }

    @Test
    void shouldNameWhyNoNodeTakesThePod() {
        assertThat(read("""
                conditions:
                - {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/3 nodes: Insufficient memory"}
                """)).hasValue(new StartProblem(Kind.UNSCHEDULABLE, "0/3 nodes: Insufficient memory"));
    }

    @Test
    void shouldNameAnEviction() {
        assertThat(read("""
                phase: Failed
                reason: Evicted
                message: "The node was low on resource: memory."
                """)).hasValue(new StartProblem(Kind.EVICTED, "The node was low on resource: memory."));
    }

    @Test
    void shouldFindNothingInAPodThatStartsRunsOrEndedInOrder() {
        assertThat(container("state: {waiting: {reason: ContainerCreating}}")).isEmpty();
        assertThat(container("state: {running: {startedAt: '2026-01-01T00:00:00Z'}}"))
                .isEmpty();
        assertThat(container("state: {terminated: {exitCode: 0, reason: Completed}}"))
                .isEmpty();
        assertThat(container("state: {terminated: {exitCode: 137, reason: Error}}"))
                .as("the kubelet starts it again in a moment")
                .isEmpty();
        assertThat(read("phase: Pending")).isEmpty();
        assertThat(read("{}")).isEmpty();
    }

    @Test
    void shouldFindNothingInAPodThatIsDeleted() {
        var deleted = Serialization.unmarshal("""
                metadata: {deletionTimestamp: "2026-01-01T00:00:00Z"}
                status:
                  phase: Failed
                  containerStatuses:
                  - name: cell
                    state: {terminated: {exitCode: 143, reason: Error}}
                """, Pod.class);

        assertThat(StartProblemReader.read(deleted)).isEmpty();
    }

    @Test
    void shouldNameTheMemoryLimitWhileTheProcessStartsAgainAtOnce() {
        assertThat(container("""
                started: false
                state: {running: {startedAt: "2026-01-01T00:00:00Z"}}
                lastState: {terminated: {exitCode: 137, reason: OOMKilled}}
                """)).map(StartProblem::kind).hasValue(Kind.OUT_OF_MEMORY);
    }

    @Test
    void shouldNameTheExitCodeOfAPodThatIsOver() {
        assertThat(read("""
                phase: Failed
                containerStatuses:
                - name: cell
                  state: {terminated: {exitCode: 3, reason: Error}}
                """)).map(StartProblem::kind).hasValue(Kind.CRASH_LOOP);
    }

    private static Optional<StartProblem> container(String status) {
        return read("containerStatuses:\n- name: cell\n" + status.indent(2));
    }

    private static Optional<StartProblem> read(String status) {
        return StartProblemReader.read(
                Serialization.unmarshal("metadata: {name: w-0}\nstatus:\n" + status.indent(2), Pod.class));
    }
}
