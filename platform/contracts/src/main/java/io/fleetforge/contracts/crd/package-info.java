/**
 * The Kubernetes objects of group {@code fleetforge.io/v1}. The YAML under {@code infra/crds} is generated from these
 * types and compared with them by a test; every rule that CEL can express is CEL here.
 */
@NullMarked
package io.fleetforge.contracts.crd;

import org.jspecify.annotations.NullMarked;
