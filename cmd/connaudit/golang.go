package main

import (
	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/analyzers/envexample"
	"github.com/bytelyst/connaudit/analyzers/partitionkey"
	"github.com/bytelyst/connaudit/analyzers/requestheader"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/gocheck"
)

// typed runs the Go passes over the modules of a workspace.
func typed() engine.Typed {
	return gocheck.New([]*analysis.Analyzer{envexample.Analyzer, partitionkey.Analyzer, requestheader.Analyzer}, nil)
}
