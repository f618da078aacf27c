package gocheck

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/bytelyst/connaudit/analyzers/model"
)

// typeOf is the type of the results of passes.
func typeOf(*analysis.Analyzer) reflect.Type { return reflect.TypeFor[*model.Result]() }
