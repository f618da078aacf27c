package main

import (
	"context"
	"maps"
	"testing"

	"github.com/bytelyst/connaudit/internal/engine"
)

// TestWorkspace finds in a small workspace what its generator breaks, and nothing else.
func TestWorkspace(t *testing.T) {
	dir := t.TempDir()
	if err := generate(dir, 10); err != nil {
		t.Fatal(err)
	}
	r, err := engine.Check(context.Background(), engine.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.Errors {
		t.Errorf("%+v", e)
	}
	got := map[string]int{}
	for _, f := range r.Findings {
		if !f.IsCause {
			got[f.RuleID]++
		}
	}
	// Of ten repositories one sends no id with its two requests, one lacks a variable, one declares another key than all others.
	if want := map[string]int{"request-id": 2, "env-example": 1, "partition-key-use": 1, "partition-key": 10}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if len(r.Sites) != 0 || r.Stats.Files < 200 {
		t.Errorf("%d sites, %d files", len(r.Sites), r.Stats.Files)
	}
	if err := generate(dir, 1); err == nil {
		t.Error("a folder with files is written into")
	}
}
