// Nothing is built here. This names the Prometheus Operator whose custom resources the manifests are written for; its module holds
// them in example/prometheus-operator-crd, and go.sum pins it. To move on: go get MODULE@VERSION in this folder, not go mod tidy,
// which drops what no Go file imports.
module fleetforge.io/observability/operator-module

go 1.26.0

require github.com/prometheus-operator/prometheus-operator v0.93.0
