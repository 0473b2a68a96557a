package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.NullUnmarked;

/**
 * The authoritative partition of one world, owned by its WorldSpec and named like it. Written only by the controller, by
 * compare-and-set on resourceVersion; the API server refuses a revision or an epoch that falls.
 */
@Group("fleetforge.io")
@Version("v1")
@Kind("WorldTopology")
@Singular("worldtopology")
@Plural("worldtopologies")
@ShortNames("wt")
@Categories("fleetforge")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".spec.revision", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Epoch", jsonPath = ".spec.epoch", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(value = "has(self.spec)", message = "spec is required")
@NullUnmarked
public class WorldTopology extends CustomResource<WorldTopologySpec, Void> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected WorldTopologySpec initSpec() {
        return null;
    }
}
