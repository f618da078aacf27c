package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// unit is what vet says about the package that it asks about.
type unit struct {
	Dir, ImportPath string
	VetxOnly        bool
}

// unitOf reads what vet asks; nil where the program runs alone.
func unitOf(args []string) (*unit, error) {
	if len(args) == 0 || !strings.HasSuffix(args[len(args)-1], ".cfg") {
		return nil, nil
	}
	name := args[len(args)-1]
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	u := &unit{}
	if err := json.Unmarshal(text, u); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return u, nil
}

// others reports that vet asks for facts of a package that passes do not read. To type-check it is enough, and takes a third of the time.
func (u *unit) others() bool {
	return u != nil && u.VetxOnly && analyzers.IsOthers(u.Dir, u.ImportPath)
}

// configure gives the passes the settings of the module that is looked at. Flags are parsed later, and have the last word.
// Where vet only asks for facts of a dependency, its settings are none of ours.
func configure(u *unit) error {
	var dir string
	switch {
	case u == nil:
		var err error
		if dir, err = os.Getwd(); err != nil {
			return err
		}
	case u.VetxOnly:
		return nil
	default:
		dir = u.Dir
	}
	root := analyzers.ModuleRoot(dir)
	if root == "" {
		return nil
	}
	file := filepath.Join(root, workspace.ConfigName)
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	c, err := workspace.ReadConfig(file)
	if err != nil {
		return err
	}
	return apply(c)
}

// apply gives the passes what a configuration says of their rules; what it says of others is none of theirs.
func apply(c *workspace.Config) error {
	known := analyzers.Rules()
	s := analyzers.Settings{Params: map[string]map[string]any{}}
	for _, d := range c.Disable {
		if slices.Contains(known, d.ID) {
			s.Disable = append(s.Disable, d.ID)
		}
	}
	for _, p := range c.Params {
		if !slices.Contains(known, p.ID) {
			continue
		}
		s.Params[p.ID] = map[string]any{}
		for _, v := range p.Values {
			var x any
			if err := v.Node.Decode(&x); err != nil {
				return fmt.Errorf("%s:%d:%d: %w", v.Pos.File, v.Pos.Line, v.Pos.Column, err)
			}
			s.Params[p.ID][v.Name] = x
			one := analyzers.Settings{Params: map[string]map[string]any{p.ID: {v.Name: x}}}
			if err := one.Apply(); err != nil {
				return fmt.Errorf("%s:%d:%d: %w", v.Pos.File, v.Pos.Line, v.Pos.Column, err)
			}
		}
	}
	return s.Apply()
}
