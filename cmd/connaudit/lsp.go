package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/gocheck"
	"github.com/bytelyst/connaudit/internal/lsp"
)

const lspHelp = `Serve an editor by the Language Server Protocol (3.17) on standard input and output, until it leaves. Editors start this themselves; docs/editors.md
says how each is told to.

Findings are those of 'connaudit check', with unsaved texts in place of the files on disk. Settings are the client's, under connaudit.`

func (p *program) lspCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "lsp", Short: "Serve an editor on standard input and output", Long: lspHelp, Args: exactly(),
		RunE: func(c *cobra.Command, _ []string) error { return p.serve(c, p.stdin) },
	}
	// Clients add this flag by themselves when they are told to speak over standard input and output, which is all there is.
	c.Flags().Bool("stdio", true, "speak over standard input and output")
	_ = c.Flags().MarkHidden("stdio") // there is such a flag
	return c
}

func (p *program) serve(c *cobra.Command, in io.Reader) error {
	orderly, err := lsp.Serve(c.Context(), in, p.stdout, lsp.Options{
		Tool: tool(),
		Today: func() string {
			day, err := p.today()
			if err != nil {
				return ""
			}
			return day
		},
		Typed: func() lsp.Typed {
			return gocheck.New(analyzers.All(), gocheck.Options{Store: usersCache(thisBuild())}).Hold()
		},
	})
	if err != nil {
		return err
	}
	if !orderly {
		return exit(statusFindings) // the protocol's status for a client that leaves without a word
	}
	return nil
}
