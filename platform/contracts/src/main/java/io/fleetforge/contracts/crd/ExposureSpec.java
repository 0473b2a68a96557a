package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code spec.exposure}: how players outside the cluster reach the hosts of a world. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "(self.type == 'Gateway') == has(self.gateway)",
        message = "spec.exposure.gateway is required with type Gateway, and allowed with it only",
        fieldPath = ".gateway")
@ValidationRule(
        value = "(self.type == 'Gateway') == has(self.hostname)",
        message = "spec.exposure.hostname is required with type Gateway, and allowed with it only",
        fieldPath = ".hostname")
@ValidationRule(
        value = "self.type == 'LoadBalancer' || !has(self.annotations)",
        message = "spec.exposure.annotations are those of load balancers: allowed with type LoadBalancer only",
        fieldPath = ".annotations")
public record ExposureSpec(
        @Default("ClusterInternal")
        @Pattern("^(ClusterInternal|LoadBalancer|Gateway)$")
        @JsonPropertyDescription(
                "ClusterInternal: players connect to the address of a host pod. LoadBalancer: each host has a Service of this type;"
                        + " players connect to its address at port 8081, without TLS. Gateway: each host has a Service and an HTTPRoute"
                        + " by path on the named Gateway, which ends TLS.")
        String type,

        @Nullable
        @Size(min = 1, max = MAX_HOSTNAME)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
        @JsonPropertyDescription(
                "Name at which players reach the Gateway, such as play.example.org, at most 127 characters; with type Gateway. The"
                        + " public URL of a host is https://<hostname>/<namespace>/<host>.")
        String hostname,

        @Nullable @JsonPropertyDescription("The Gateway that the routes attach to; with type Gateway.")
        GatewayReference gateway,

        @Nullable
        @Size(max = 32)
        @ValidationRule(
                value = "self.all(key, !key.contains('fleetforge.io/'))",
                message = "spec.exposure.annotations must not have keys of fleetforge.io: the controller writes them")
        @ValidationRule(
                value =
                        "self.all(key, size(key) <= 317"
                                + " && key.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$'))",
                message =
                        "spec.exposure.annotations must have keys of Kubernetes: an optional DNS name and '/', then at most 63 letters,"
                                + " digits, '-', '_' and '.', which start and end with a letter or digit")
        @JsonPropertyDescription(
                "Annotations of the hosts' Services, at most 32, such as those that a cloud reads; with type LoadBalancer.")
        Map<String, @Size(max = 1024) String> annotations) {

    /** With the longest namespace and host the URL fits the 255 bytes that a redirect has for it. */
    static final int MAX_HOSTNAME = 127;

    /** {@code type}: no object beside the host pods. */
    public static final String CLUSTER_INTERNAL = "ClusterInternal";

    /** {@code type}: a load balancer per host. */
    public static final String LOAD_BALANCER = "LoadBalancer";

    /** {@code type}: a route per host on one Gateway. */
    public static final String GATEWAY = "Gateway";

    /** Fills what a client leaves out, as the API server does. */
    public ExposureSpec {
        type = type == null ? CLUSTER_INTERNAL : type;
        annotations = annotations == null ? null : Map.copyOf(annotations);
    }

    /** No exposure. */
    public static ExposureSpec internal() {
        return new ExposureSpec(CLUSTER_INTERNAL, null, null, null);
    }

    /** Whether players connect to something else than the pod. */
    public boolean exposesHosts() {
        return !CLUSTER_INTERNAL.equals(type);
    }

    /** {@code spec.exposure.gateway}, as a {@code parentRef} of the Gateway API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GatewayReference(
            @Required @Size(min = 1, max = 253) @Pattern(RESOURCE_NAME) @JsonPropertyDescription("Name of the Gateway.")
            String name,

            @Nullable
            @Size(min = 1, max = 63)
            @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
            @JsonPropertyDescription(
                    "Namespace of the Gateway; the world's when absent. Its listener must allow routes of the world's namespace.")
            String namespace,

            @Nullable
            @Size(min = 1, max = 253)
            @Pattern(RESOURCE_NAME)
            @JsonPropertyDescription("Name of one listener of the Gateway; all that fit when absent.")
            String sectionName) {

        private static final String RESOURCE_NAME =
                "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";
    }
}
