package engine

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestExampleFileGaps counts example files with gaps in the states of the bytelyst workspace, as its audit does, and names
// what is missing in them.
func TestExampleFileGaps(t *testing.T) {
	mindlyst := []string{
		"learning_multimodal_memory_agents/web/.env.example: NEXT_PUBLIC_PRODUCT_ID at web/src/app/api/referral/route.ts:6",
		"learning_multimodal_memory_agents/web/.env.example: NEXT_PUBLIC_PLATFORM_SERVICE_URL at web/src/lib/billing-client.ts:17",
	}
	others := []string{
		"learning_ai_clock/web/.env.example: NEXT_PUBLIC_PRODUCT_ID at web/src/lib/platform-sync.ts:5",
		"learning_ai_common_plat/dashboards/admin-web/.env.example: AZURE_KEYVAULT_URL at dashboards/admin-web/src/instrumentation.ts:5",
		"learning_voice_ai_agent/user-dashboard-web/.env.example: NEXT_PUBLIC_PRODUCT_ID at user-dashboard-web/src/lib/feature-flags.ts:10",
		"learning_voice_ai_agent/user-dashboard-web/.env.example: NEXT_PUBLIC_PLATFORM_SERVICE_URL at user-dashboard-web/src/lib/feature-flags.ts:11",
	}
	for _, state := range []struct {
		name  string
		files int
		want  []string
	}{
		{"before", 4, slices.Concat(mindlyst, others)},
		{"after-1", 3, others},
		{"after-2", 0, nil},
	} {
		t.Run(state.name, func(t *testing.T) {
			got := exampleFileGaps(t, filepath.Join(workspaceRoot, "bytelyst", state.name))
			files := map[string]bool{}
			for _, gap := range got {
				files[regexp.MustCompile(`^[^:]*`).FindString(gap)] = true
			}
			if len(files) != state.files {
				t.Errorf("%d files with gaps, want %d", len(files), state.files)
			}
			slices.Sort(got)
			want := slices.Clone(state.want)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

var missingIn = regexp.MustCompile("^`(\\w+)` is read here and missing in ([^ ]*example)\\.")

// exampleFileGaps lists the findings of env-example: the file, what is missing in it, and where that is read.
func exampleFileGaps(t *testing.T, dir string) (gaps []string) {
	t.Helper()
	r, err := Check(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.RuleID != "env-example" {
			continue
		}
		m := missingIn.FindStringSubmatch(f.Message)
		if m == nil {
			t.Fatalf("%s:%d: %s", f.Path, f.Start.Line, f.Message)
		}
		gaps = append(gaps, fmt.Sprintf("%s: %s at %s:%d", m[2], m[1], f.Path, f.Start.Line))
	}
	return gaps
}

// TestNearMissIsNotRead says that a name that code reads or mentions for itself is not given as another spelling.
func TestNearMissIsNotRead(t *testing.T) {
	r, err := Check(context.Background(), Options{Dir: filepath.Join(workspaceRoot, "orbit")})
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]string{4: "SECRET_SALT", 7: "MAIL_ROUTE_KEY"}
	for _, f := range r.Findings {
		name := want[f.Start.Line]
		if f.RuleID != "env-example" || f.Path != "services/hints/src/main.ts" || name == "" {
			continue
		}
		if text := "`" + name + "` is read here and missing in portal/services/hints/.env.example."; f.Message != text {
			t.Errorf("got  %s\nwant %s", f.Message, text)
		}
		delete(want, f.Start.Line)
	}
	if len(want) > 0 {
		t.Error("no findings:", want)
	}
}
