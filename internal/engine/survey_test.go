package engine

import (
	"context"
	"slices"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
)

// TestSurvey has the findings of Check and the facts of Facts, and the files with those left out as tests.
func TestSurvey(t *testing.T) {
	o := Options{Dir: "../../testdata/workspaces/bytelyst/before"}
	s, err := Survey(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := Facts(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Result.Findings) != len(r.Findings) || len(s.Facts.Facts) != len(l.Facts) || len(s.Files) != r.Stats.Files || len(s.Repos) != 5 {
		t.Errorf("%d findings, %d facts, %d files, %d repositories", len(s.Result.Findings), len(s.Facts.Facts), len(s.Files), len(s.Repos))
	}
	has := func(list []diag.SourceFile, path, pkg string) bool {
		return slices.ContainsFunc(list, func(f diag.SourceFile) bool { return f.Path == path && f.Pkg == pkg })
	}
	if !has(s.Tests, "services/platform-service/src/modules/referrals/repository.test.ts", "services/platform-service") || !has(s.Tests, "backend/tests/test_platform_client.py", "backend") {
		t.Errorf("%+v", s.Tests)
	}
	if !has(s.Files, "services/platform-service/src/modules/referrals/repository.ts", "services/platform-service") {
		t.Error("a file is missing")
	}
}
