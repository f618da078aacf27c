package main

import (
	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/gocheck"
)

// typed runs the Go passes over the modules of a workspace.
func typed() engine.Typed { return gocheck.New(analyzers.All(), nil) }
