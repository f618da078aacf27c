package main

import (
	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/rule"
)

const schemaHelp = `Print the JSON Schema of rule files, for editors and other programs.

An editor with the YAML language server reads it from a comment at the top of a rule file:
  # yaml-language-server: $schema=./rules.schema.json`

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of rule files", Long: schemaHelp, Args: exactly(),
		Example: "  connaudit schema > rules.schema.json",
		RunE: func(*cobra.Command, []string) error {
			_, err := p.stdout.Write(rule.Schema())
			return err
		},
	}
}
