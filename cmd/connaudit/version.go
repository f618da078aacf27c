package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/rules"
)

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print version, commit and rule-set version", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(p.stdout, version())
			return err
		},
	}
}

// tool names this build in results.
func tool() diag.Tool {
	name, _, _ := build()
	return diag.Tool{Name: "connaudit", Version: name}
}

func build() (name, commit, toolchain string) {
	if info, ok := debug.ReadBuildInfo(); ok {
		return buildVersion(info)
	}
	return "unknown", "unknown", "unknown"
}

// version describes this build, one thing a line.
func version() string {
	name, commit, toolchain := build()
	return fmt.Sprintf("connaudit %s\ncommit    %s\nrules     %s\nbuilt     with %s\n", name, commit, ruleSetVersion(), toolchain)
}

func buildVersion(info *debug.BuildInfo) (name, commit, toolchain string) {
	name, commit = info.Main.Version, "unknown"
	if name == "" {
		name = "(devel)"
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value + strings.TrimPrefix(commit, "unknown")
		case s.Key == "vcs.modified" && s.Value == "true":
			commit += " with changes"
		}
	}
	return name, commit, info.GoVersion
}

// ruleSetVersion changes with every change of a built-in pack. Results of two builds with the same one are comparable.
func ruleSetVersion() string {
	h := sha256.New()
	for _, pack := range rules.Packs() {
		_, _ = fmt.Fprintf(h, "%s %d\n", pack.Name, len(pack.Data)) // a hash never fails
		h.Write(pack.Data)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
