package engine

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// declarations are where the audit found the container that four code bases declare, with the key each of them gives it.
var declarations = []string{
	"learning_ai_common_plat/dashboards/admin-web/src/lib/cosmos.ts:33 /referrerId",
	"learning_ai_common_plat/services/platform-service/src/lib/cosmos-init.ts:15 /id",
	"learning_multimodal_memory_agents/web/src/lib/cosmos.ts:60 /userId",
	"learning_voice_ai_agent/user-dashboard-web/src/lib/cosmos.ts:30 /referrerId",
}

// TestReferrals states the rows of the audit about partition keys: one container with four declarations, three reads that miss,
// in all states; every other container agrees wherever it is declared.
func TestReferrals(t *testing.T) {
	const agreeing = 26
	for _, state := range []string{"before", "after-1", "after-2"} {
		t.Run(state, func(t *testing.T) {
			r := checked(t, Options{Dir: filepath.Join(workspaceRoot, "bytelyst", state), ShowOK: true})
			var reads []string
			repos := map[string]bool{}
			for _, f := range r.Findings {
				switch f.RuleID {
				case "partition-key":
					repos[f.Repo] = true
					if !strings.Contains(f.Message, "`referrals`") {
						t.Errorf("a container that the audit does not name: %s", f.Message)
					}
					if got := declaredAt(f); !slices.Equal(got, declarations) {
						t.Errorf("%s: %q", f.Repo, got)
					}
				case "partition-key-use":
					reads = append(reads, fmt.Sprintf("%s:%d", filepath.Base(f.Path), f.Start.Line))
				}
			}
			if len(repos) != 3 {
				t.Errorf("in %d repositories", len(repos))
			}
			if want := []string{"repository.ts:63", "repository.ts:81", "repository.ts:84"}; !slices.Equal(reads, want) {
				t.Errorf("reads %q, want %q", reads, want)
			}
			if got := containersIn(t, state); got != agreeing+1 {
				t.Errorf("%d containers are declared, want %d that agree and one", got, agreeing)
			}
		})
	}
}

// declaredAt lists the places of a finding about declarations, with their keys.
func declaredAt(f diag.Finding) []string {
	_, own, _ := strings.Cut(f.Message, "partition key ")
	own, _, _ = strings.Cut(own, " ")
	out := []string{fmt.Sprintf("%s/%s:%d %s", f.Repo, f.Path, f.Start.Line, own)}
	for _, r := range f.Related {
		_, key, _ := strings.Cut(r.Message, ": ")
		out = append(out, fmt.Sprintf("%s/%s:%d %s", r.Repo, r.Path, r.Start.Line, key))
	}
	sort.Strings(out)
	return out
}

// containersIn counts the names under which a workspace declares containers.
func containersIn(t *testing.T, state string) int {
	t.Helper()
	rules := filepath.Join(t.TempDir(), "declared.yaml")
	text := `checks:
  - {id: declared-name, category: c, severity: info, priority: P3, each: {kind: cosmos-container, role: declared}, require: false,
     one-per: [key], message: "{key}", why: w, bad: b, good: g}
`
	if err := os.WriteFile(rules, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range checked(t, Options{Dir: filepath.Join(workspaceRoot, "bytelyst", state), RulePaths: []string{rules}}).Findings {
		if f.RuleID == "declared-name" {
			n++
		}
	}
	return n
}

// TestContainerRegistry names the registry of the platform: before session 1 it lacks thirteen of MindLyst's containers.
func TestContainerRegistry(t *testing.T) {
	missing := []string{
		"agent_chats", "collections", "daily_prompts", "embeddings", "insights", "memories", "photos", "reflections", "reminders",
		"settings", "streaks", "telemetry_events", "voice_notes",
	}
	for state, want := range map[string][]string{"before": missing, "after-1": nil, "after-2": nil} {
		t.Run(state, func(t *testing.T) {
			dir, err := filepath.Abs(filepath.Join(workspaceRoot, "bytelyst", state))
			if err != nil {
				t.Fatal(err)
			}
			config := filepath.Join(t.TempDir(), "connaudit.yaml")
			text := "version: 1\nextends: " + filepath.ToSlash(filepath.Join(dir, "connaudit.yaml")) + `
params:
  container-registry: {registry: [learning_ai_common_plat/services/platform-service/src/lib/cosmos-init.ts]}
`
			if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range checked(t, Options{Dir: dir, ConfigFile: config}).Findings {
				if f.RuleID == "container-registry" {
					got = append(got, strings.Split(f.Message, "`")[1])
				}
			}
			sort.Strings(got)
			if !slices.Equal(got, want) {
				t.Errorf("not registered: %q, want %q", got, want)
			}
		})
	}
}

func checked(t *testing.T, o Options) *diag.Result {
	t.Helper()
	r, err := Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.Errors {
		t.Errorf("error: %s: %s:%d: %s", e.Kind, e.Path, e.Line, e.Message)
	}
	return r
}
