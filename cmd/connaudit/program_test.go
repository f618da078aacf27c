package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Every flag is shown at work in a script, so that the scripts can be read as a manual.
func TestScriptsUseEveryFlag(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	var ask func(c *cobra.Command)
	ask = func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			_, name, _ := strings.Cut(c.CommandPath(), " ")
			used := regexp.MustCompile(`(?m)\bconnaudit(-fake)? ` + name + `\b.* --` + f.Name + `\b`)
			if !used.MatchString(all.String()) {
				t.Errorf("no script gives --%s to connaudit %s", f.Name, name)
			}
			if f.Usage == "" {
				t.Errorf("--%s of %s has no help", f.Name, c.CommandPath())
			}
		})
		for _, sub := range c.Commands() {
			ask(sub)
		}
	}
	ask(newProgram().root())
}

func TestLeaves(t *testing.T) {
	a, b, c := errors.New("a"), errors.New("b"), errors.New("c")
	got := leaves(errors.Join(a, errors.Join(b, c)))
	if fmt.Sprint(got) != "[a b c]" {
		t.Errorf("got %v", got)
	}
	if fmt.Sprint(leaves(fmt.Errorf("x: %w", a))) != "[x: a]" {
		t.Error("a wrapped error lost what it is wrapped in")
	}
}

func TestComplaintsStayOnTheirLines(t *testing.T) {
	var b strings.Builder
	p := &program{stderr: &b}
	p.complain("a\x1b[2J\nb\n")
	if want := "connaudit: a\\x1b[2J\n  b\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

func TestBuildVersion(t *testing.T) {
	setting := func(k, v string) debug.BuildSetting { return debug.BuildSetting{Key: k, Value: v} }
	for _, c := range []struct {
		settings []debug.BuildSetting
		version  string
		want     string
	}{
		{nil, "", "(devel) unknown"},
		{nil, "v1.2.3", "v1.2.3 unknown"},
		{[]debug.BuildSetting{setting("vcs.revision", "abc"), setting("vcs.modified", "false")}, "v1", "v1 abc"},
		{[]debug.BuildSetting{setting("vcs.revision", "abc"), setting("vcs.modified", "true")}, "v1", "v1 abc with changes"},
		{[]debug.BuildSetting{setting("vcs.modified", "true"), setting("vcs.revision", "abc")}, "v1", "v1 abc with changes"},
	} {
		name, commit, _ := buildVersion(&debug.BuildInfo{Main: debug.Module{Version: c.version}, Settings: c.settings})
		if got := name + " " + commit; got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestFileSource(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a b.ts")
	if err := os.WriteFile(name, []byte("\xef\xbb\xbfone\r\ntwo"), 0o600); err != nil {
		t.Fatal(err)
	}
	var s fileSource
	for line, want := range map[int]string{1: "one", 2: "two"} {
		if got, ok := s.Line(name, line); !ok || got != want {
			t.Errorf("line %d is %q, %v", line, got, ok)
		}
	}
	for _, file := range []string{name, filepath.Join(dir, "gone.ts"), dir} {
		if got, ok := s.Line(file, 3); ok {
			t.Errorf("line 3 of %s is %q", file, got)
		}
	}
}
