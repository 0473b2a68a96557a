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

/** What a user wants of a persistent world: its space, its capacity and how it may grow. */
@Group("fleetforge.io")
@Version("v1")
@Kind("WorldSpec")
@Singular("worldspec")
@Plural("worldspecs")
@ShortNames({"ws", "world"})
@Categories("fleetforge")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Cells", jsonPath = ".status.cells", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Players", jsonPath = ".status.players", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Load", jsonPath = ".status.load")
@AdditionalPrinterColumn(
        name = "Hosts",
        jsonPath = ".status.hosts",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.conditions[?(@.type==\"Ready\")].message", priority = 1)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(value = "has(self.spec)", message = "spec is required")
@ValidationRule(
        value = "size(self.metadata.name) <= 50",
        message = "metadata.name must have at most 50 characters: host pods are named <world>-<ordinal>")
@ValidationRule(
        value = "!has(self.spec) || !has(self.spec.exposure) || self.spec.exposure.type == 'ClusterInternal'"
                + " || self.metadata.name.matches('^[a-z][-a-z0-9]*$')",
        message =
                "spec.exposure needs a metadata.name that starts with a letter and has no dots: the Service of a host is named like"
                        + " its pod, <world>-<ordinal>; rename the world, or set spec.exposure.type to ClusterInternal")
@NullUnmarked
public class WorldSpec extends CustomResource<WorldSpecSpec, WorldSpecStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected WorldSpecSpec initSpec() {
        return null;
    }

    @Override
    protected WorldSpecStatus initStatus() {
        return null;
    }
}
