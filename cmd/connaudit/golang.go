package main

import (
	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/gocheck"
)

// typed runs the Go passes over the modules of a workspace, where the user asks for it: to check the types of a module and of all that
// it uses takes many times as long as to read the text.
func (f *workspaceFlags) typed() engine.Typed {
	if !f.goTypes {
		return nil
	}
	return gocheck.New(analyzers.All(), nil)
}
