package lsp

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/creachadair/jrpc2"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// The server's commands. Clients that have commands of their own by these names would hide them.
const (
	commandApply  = "connaudit.server.apply"  // makes the edits of an action
	commandShow   = "connaudit.server.show"   // has the client show a place
	commandCheck  = "connaudit.server.check"  // audits all workspaces anew and says how much was found
	commandSchema = "connaudit.server.schema" // names the schema of a YAML file
)

// command is what a command does with its arguments.
type command func(s *Server, ctx context.Context, arguments []protocol.Raw) (any, error)

func commands() map[string]command {
	return map[string]command{
		commandApply: (*Server).apply, commandShow: (*Server).show, commandCheck: (*Server).check, commandSchema: (*Server).nameSchema,
	}
}

func commandNames() []string { return slices.Sorted(maps.Keys(commands())) }

func (s *Server) executeCommand(ctx context.Context, p *protocol.ExecuteCommandParams) (any, error) {
	do := commands()[p.Command]
	if do == nil {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "there is no command %q", p.Command)
	}
	return do(s, ctx, p.Arguments)
}

// argument reads the only argument of a command.
func argument(arguments []protocol.Raw, to any) error {
	if len(arguments) != 1 {
		return jrpc2.Errorf(jrpc2.InvalidParams, "%d arguments are given, one is wanted", len(arguments))
	}
	if err := json.Unmarshal(arguments[0], to); err != nil {
		return jrpc2.Errorf(jrpc2.InvalidParams, "the argument: %v", err)
	}
	return nil
}

func (s *Server) apply(ctx context.Context, arguments []protocol.Raw) (any, error) {
	var data protocol.ActionData
	if err := argument(arguments, &data); err != nil {
		return nil, err
	}
	edit, _, err := s.perform(ctx, data)
	if err != nil {
		return nil, err
	}
	return nil, s.ask("workspace/applyEdit", protocol.ApplyWorkspaceEditParams{Label: "connaudit", Edit: *edit}, nil)
}

func (s *Server) show(_ context.Context, arguments []protocol.Raw) (any, error) {
	var p protocol.ShowDocumentParams
	if err := argument(arguments, &p); err != nil {
		return nil, err
	}
	if !s.client.Window.ShowDocument.Support {
		return nil, nil
	}
	return nil, s.ask("window/showDocument", p, nil)
}

// checked is the answer of commandCheck.
type checked struct {
	Findings int `json:"findings"`
	Files    int `json:"files"`
}

func (s *Server) check(ctx context.Context, _ []protocol.Raw) (any, error) {
	s.changed(nil, true)
	if err := s.settled(ctx); err != nil {
		return nil, err
	}
	var out checked
	for _, r := range s.reports() {
		if out.Findings += len(r.items); len(r.items) > 0 {
			out.Files++
		}
	}
	return out, nil
}

// nameSchema answers with the name by which 'connaudit schema' prints the schema of a file, or null for files that have none.
func (s *Server) nameSchema(ctx context.Context, arguments []protocol.Raw) (any, error) {
	var file protocol.TextDocumentIdentifier
	if err := argument(arguments, &file); err != nil {
		return nil, err
	}
	select {
	case <-s.placed:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	abs, ok := file.URI.Path()
	if !ok || !isYAML(abs) {
		return nil, nil
	}
	for _, w := range s.all() {
		switch s.schemaOf(w, abs) {
		case nil:
		case configSchema():
			return "config", nil
		default:
			return "rules", nil
		}
	}
	return nil, nil
}
