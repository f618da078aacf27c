// Package golangci makes the passes a module plugin of golangci-lint.
//
// `golangci-lint custom` builds a golangci-lint that has it, by a file .custom-gcl.yml:
//
//	version: v2.13.2
//	plugins:
//	  - module: github.com/bytelyst/connaudit
//	    import: github.com/bytelyst/connaudit/analyzers/golangci
//	    version: v1.0.0
//
// and .golangci.yml switches it on:
//
//	version: "2"
//	linters:
//	  enable: [connaudit]
//	  settings:
//	    custom:
//	      connaudit:
//	        type: module
//	        description: agreements between services
//	        settings:
//	          disable: [client-per-request]
//	          params:
//	            request-id: {header: x-request-id}
//
// Settings are these and nothing else: connaudit.yaml is not read, since golangci-lint keeps results by its own configuration and the
// packages' files, and would not see that another file has changed. For the same reason a change of an example file of environment
// variables is seen after `golangci-lint cache clean` only. The package needs no cgo.
package golangci

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/analyzers"
)

func init() { register.Plugin("connaudit", New) }

// New reads the settings, strictly, and gives them to the passes. golangci-lint calls it once.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[analyzers.Settings](settings)
	if err != nil {
		return nil, err
	}
	if err := s.Apply(); err != nil {
		return nil, err
	}
	return plugin{}, nil
}

type plugin struct{}

// BuildAnalyzers returns the passes.
func (plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return analyzers.All(), nil }

// GetLoadMode says that the passes need types.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
