package plan_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/plan"
	"github.com/bytelyst/connaudit/internal/value"
)

// TestEveryContainer plans a key that nobody has for every container of the sample workspaces: each option's edits must be
// such that git takes them.
func TestEveryContainer(t *testing.T) {
	plans := 0
	for _, dir := range []string{workspaces + "/before", workspaces + "/after-2", "../../testdata/workspaces/orbit", "../../testdata/workspaces/harbor"} {
		s := survey(t, dir)
		for _, name := range containers(s) {
			p, err := plan.Make(context.Background(), s, plan.Options{Container: name, Target: "/someOtherKey"})
			if errors.Is(err, plan.ErrUndeclared) || err != nil && strings.Contains(err.Error(), "say which with") {
				continue
			}
			if err != nil {
				t.Errorf("%s: %s: %v", dir, name, err)
				continue
			}
			plans++
			for _, o := range p.Options {
				for _, patch := range o.Patches {
					check(t, s, patch)
				}
			}
			markdown(t, p)
		}
	}
	if plans < 30 {
		t.Errorf("only %d containers were planned", plans)
	}
}

func containers(s *diag.Survey) []string {
	var out []string
	seen := map[string]bool{}
	for _, f := range s.Facts.Facts {
		if f.Kind == "cosmos-container" && f.Key.Kind == value.String && !seen[f.Key.Str] {
			seen[f.Key.Str] = true
			out = append(out, f.Key.Str)
		}
	}
	return out
}

// check asks git whether it would take a patch, and changes nothing.
func check(t *testing.T, s *diag.Survey, patch plan.Patch) {
	t.Helper()
	for _, r := range s.Repos {
		if r.Name != patch.Repo {
			continue
		}
		c := exec.Command("git", "apply", "--check", "-")
		c.Dir, c.Stdin = r.Dir, strings.NewReader(patch.Diff)
		c.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(r.Dir))
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s\n%s", r.Name, err, out, patch.Diff)
		}
	}
}
