package gocheck

import (
	"slices"
	"testing"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// TestEnvironment: what the go command may fetch or run is ours to say, not the environment's; `go: {network: true}` gives back where it may fetch from,
// and nothing else.
func TestEnvironment(t *testing.T) {
	given := []string{"HOME=/home/a", "GOPROXY=http://there", "GOSUMDB=sum.there", "GOVCS=*:all", "GOTOOLCHAIN=go1.999.0", "CGO_ENABLED=1", "GOPACKAGESDRIVER=tool",
		"GOFLAGS=-mod=mod -toolexec=tool", "GO111MODULE=off", "GOWORK=/elsewhere/go.work"}
	always := []string{"GOFLAGS=-mod=readonly -buildvcs=false", "GO111MODULE=on", "GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOPACKAGESDRIVER=off", "PWD=DIR"}
	for network, fetches := range map[bool][]string{
		false: {"GOPROXY=off", "GOSUMDB=off", "GOVCS=*:off"},
		true:  {"GOPROXY=http://there", "GOSUMDB=sum.there", "GOVCS=*:all"},
	} {
		got := (&Checker{}).environment(given, "DIR", workspace.GoSettings{Network: network}, "")
		want := slices.Concat([]string{"HOME=/home/a"}, always, fetches)
		same(t, "environment", got, want...)
	}
}
