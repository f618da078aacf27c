package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/workspace"
)

const schemaHelp = `Print the JSON Schema of rule files or of connaudit.yaml, for editors and other programs; without an argument an object
that holds both by name.

An editor with the YAML language server reads a schema from a comment at the top of a file:
  # yaml-language-server: $schema=./rules.schema.json`

// schemas are the files that people write.
var schemas = map[string]func() []byte{
	"config": workspace.Schema,
	"rules":  rule.Schema,
}

func (p *program) schemaCommand() *cobra.Command {
	names := slices.Sorted(maps.Keys(schemas))
	return &cobra.Command{
		Use: "schema [" + strings.Join(names, "|") + "]", Short: "Print the JSON Schema of rule files and of the configuration",
		Long: schemaHelp, Example: "  connaudit schema rules > rules.schema.json",
		RunE: func(_ *cobra.Command, args []string) error {
			out, err := schema(args, names)
			if err != nil {
				return err
			}
			_, err = p.stdout.Write(out)
			return err
		},
	}
}

// schema returns the schema that args name, or all of them by name.
func schema(args, names []string) ([]byte, error) {
	switch len(args) {
	case 0:
		all := map[string]json.RawMessage{}
		for name, of := range schemas {
			all[name] = of()
		}
		out, err := json.MarshalIndent(all, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("putting schemas together: %w", err)
		}
		return append(out, '\n'), nil
	case 1:
		if err := oneOf("the schema", args[0], names...); err != nil {
			return nil, err
		}
		return schemas[args[0]](), nil
	}
	return nil, usage("name one schema, or none for both", "%q is one argument too many", args[1])
}
