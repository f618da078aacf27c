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

// configure gives the passes the settings of the module that is looked at. Flags are parsed later, and have the last word.
func configure(args []string) error {
	dir, err := target(args)
	if err != nil || dir == "" {
		return err
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

// target is the folder whose module's settings hold: that of the package a unit of vet is about, else the working directory. It is
// empty where vet only asks for facts of a dependency, whose own settings are none of ours.
func target(args []string) (string, error) {
	if len(args) == 0 || !strings.HasSuffix(args[len(args)-1], ".cfg") {
		return os.Getwd()
	}
	text, err := os.ReadFile(args[len(args)-1])
	if err != nil {
		return "", err
	}
	var unit struct {
		Dir      string
		VetxOnly bool
	}
	if err := json.Unmarshal(text, &unit); err != nil {
		return "", fmt.Errorf("%s: %w", args[len(args)-1], err)
	}
	if unit.VetxOnly {
		return "", nil
	}
	return unit.Dir, nil
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
