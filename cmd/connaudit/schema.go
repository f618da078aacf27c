package main

import (
	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/workspace"
)

const schemaHelp = `Print the JSON Schema of rule files or of connaudit.yaml, for editors and other programs.

An editor with the YAML language server reads it from a comment at the top of a file:
  # yaml-language-server: $schema=./rules.schema.json`

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema rules|config", Short: "Print the JSON Schema of rule files or of the configuration", Long: schemaHelp,
		Example: "  connaudit schema rules > rules.schema.json",
		Args:    exactly("rules|config"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("the schema", args[0], "rules", "config"); err != nil {
				return err
			}
			schema := rule.Schema
			if args[0] == "config" {
				schema = workspace.Schema
			}
			_, err := p.stdout.Write(schema())
			return err
		},
	}
}
