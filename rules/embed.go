// Package rules holds the built-in packs: YAML that uses nothing a user's own file cannot.
//
// A pack is one file here; there is no list of packs besides the folder. Packs are read and checked by internal/rule
// like any other rule file.
package rules

import (
	"embed"
	"io/fs"
	"path"
)

//go:embed *.yaml
var files embed.FS

// Pack is one built-in rule file.
type Pack struct {
	Name string // builtin/NAME.yaml, as shown in messages
	Data []byte
}

// Packs returns the built-in packs in the order of their names.
func Packs() []Pack {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil // the pattern is constant and valid
	}
	var out []Pack
	for _, n := range names {
		data, err := files.ReadFile(n)
		if err != nil {
			continue // what was listed is embedded
		}
		out = append(out, Pack{Name: path.Join("builtin", n), Data: data})
	}
	return out
}
