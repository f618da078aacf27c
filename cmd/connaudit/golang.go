package main

import (
	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/gocheck"
)

// typed runs the Go passes over the modules of a workspace, unless the user wants Go to be read as text. store keeps what is learned; nil: nobody
// does.
func (f *workspaceFlags) typed(store *cache.Store) engine.Typed {
	if !f.goTypes {
		return nil
	}
	return gocheck.New(analyzers.All(), gocheck.Options{Store: store, Insist: f.goTypesGiven})
}
