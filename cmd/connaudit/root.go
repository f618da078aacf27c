package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
)

const longHelp = `connaudit reads the repositories of a workspace, in TypeScript, JavaScript and Python, and checks what they have agreed
on: that every request carries its id, that the same name means the same thing everywhere.

The workspace is the folder of the nearest connaudit.yaml, in or above PATH. Without one it is the git repository around
PATH, or else PATH itself.`

// root is the command without a name of its own.
func (p *program) root() *cobra.Command {
	c := &cobra.Command{
		Use:           "connaudit",
		Short:         "Check what the repositories of a workspace agree on",
		Long:          longHelp,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.SetVersionTemplate("{{.Version}}")
	c.SetFlagErrorFunc(flagError)
	c.CompletionOptions.HiddenDefaultCmd = true
	c.SetHelpCommand(helpCommand())
	c.AddCommand(p.baselineCommand(), p.checkCommand(), p.explainCommand(), p.factsCommand(), p.initCommand(), p.lspCommand(), p.planCommand(), p.reportCommand(), p.rulesCommand(), p.schemaCommand(), p.snapshotCommand(),
		p.versionCommand())
	return c
}

// unknownCommand explains a word that is no command of c. People write `connaudit src` and mean `connaudit check src`.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "run '" + c.CommandPath() + " --help' to see them"
	c.SuggestionsMinimumDistance = 2
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + c.CommandPath() + " " + strings.Join(near, " or ") + "?"
	} else if _, err := os.Stat(args[0]); err == nil && !c.HasParent() {
		hint = "to check it, run '" + c.CommandPath() + " check " + args[0] + "'"
	}
	return usage(hint, "%s has no command %q", c.CommandPath(), args[0])
}

// helpCommand is cobra's, but that it reports a word that is no command.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Print help about a command",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(about, rest)
			}
			return about.Help()
		},
	}
}

// exactly wants one argument for each name; people are told which is missing.
func exactly(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		hint := "write '" + c.CommandPath() + " " + strings.Join(names, " ") + "'"
		switch {
		case len(args) < len(names):
			return usage(hint, "%s is missing", names[len(args)])
		case len(args) > len(names):
			return usage(strings.TrimSpace(hint), "%q is one argument too many", args[len(names)])
		}
		return nil
	}
}
