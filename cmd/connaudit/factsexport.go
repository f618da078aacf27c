package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/report"
)

const exportFactsHelp = `Write what the code states into a file for other repositories, whose workspace does not hold this one: their connaudit.yaml names the
file in the place of the source,

  repos:
    - .
    - {name: platform, facts: contracts/platform.facts.json}

and their findings then count what is declared, read and sent here. The file holds places, keys and values as ` + "`connaudit facts`" + ` shows
them, and no code. With PATH, what is stated there.`

const exportFactsExample = `  connaudit facts export -o platform.facts.json
  connaudit facts export services/billing          of one folder, to standard output`

// exportFactsFlags are the flags of facts export.
type exportFactsFlags struct {
	workspaceFlags
	output string
}

func (p *program) exportFactsCommand() *cobra.Command {
	var f exportFactsFlags
	c := &cobra.Command{
		Use: "export [PATH...]", Short: "Write what the code states for other repositories", Long: exportFactsHelp, Example: exportFactsExample,
		RunE: func(c *cobra.Command, args []string) error { return p.exportFacts(c, &f, args) },
	}
	f.define(c)
	c.Flags().StringVarP(&f.output, "output", "o", "", "write to this `FILE`, not to standard output")
	return c
}

// exportFacts writes nothing after a failed run: what it has not learned would look as if it were not there.
func (p *program) exportFacts(c *cobra.Command, f *exportFactsFlags, paths []string) error {
	if err := f.check(c); err != nil {
		return err
	}
	l, err := p.learn(c, &f.workspaceFlags, paths)
	if err != nil {
		return err
	}
	if err := p.tellErrors(l, &f.workspaceFlags); err != nil {
		return err
	}
	if l.Failed() {
		return exit(statusFailed)
	}
	var b bytes.Buffer
	if err := report.ExportFacts(&b, l); err != nil {
		return err
	}
	return p.deliver(b.Bytes(), f.output)
}
