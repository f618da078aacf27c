package gocheck

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// overridden are the variables of the go command that do not come from the environment: what they may name is fetched or run.
var overridden = []string{"GOFLAGS", "GOPROXY", "GOTOOLCHAIN", "GOSUMDB", "GO111MODULE", "CGO_ENABLED", "GOPACKAGESDRIVER", "GOVCS", "GOWORK"}

// environment returns the environment in which the go command loads the module in dir.
func (c *Checker) environment(base []string, dir string, settings workspace.GoSettings, work string) []string {
	out := slices.DeleteFunc(slices.Clone(base), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(overridden, strings.ToUpper(name))
	})
	flags := "-mod=readonly"
	if isFile(filepath.Join(dir, "vendor", "modules.txt")) {
		flags = "-mod=vendor"
	}
	// Stamping would run the version control of the checkout, with what its configuration names.
	flags += " -buildvcs=false"
	out = append(out, "GOFLAGS="+flags, "GO111MODULE=on", "GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOPACKAGESDRIVER=off", "PWD="+dir)
	if work != "" {
		out = append(out, "GOWORK="+work)
	}
	if !settings.Network {
		return append(out, "GOPROXY=off", "GOSUMDB=off", "GOVCS=*:off")
	}
	for _, name := range []string{"GOPROXY", "GOSUMDB", "GOVCS"} {
		if v, ok := lookup(base, name); ok {
			out = append(out, name+"="+v)
		}
	}
	return out
}

// arch is the architecture that code is read for.
func (c *Checker) arch() string {
	if v, ok := lookup(c.o.Env, "GOARCH"); ok && v != "" {
		return v
	}
	return runtime.GOARCH
}

func lookup(env []string, name string) (string, bool) {
	for _, entry := range slices.Backward(env) {
		if v, ok := strings.CutPrefix(entry, name+"="); ok {
			return v, true
		}
	}
	return "", false
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
