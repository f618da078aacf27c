package lsp

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/fix"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// errGone says that there is nothing left to do.
var errGone = errors.New("the finding is gone")

func (s *Server) resolveAction(ctx context.Context, p *protocol.CodeAction) (any, error) {
	if p.Data == nil || p.Edit != nil {
		return p, nil
	}
	edit, command, err := s.perform(ctx, *p.Data)
	if err != nil {
		return nil, err
	}
	p.Edit, p.Command = edit, command
	return p, nil
}

// perform finds out the edits of an action, and what follows them.
func (s *Server) perform(ctx context.Context, data protocol.ActionData) (out *protocol.WorkspaceEdit, then *protocol.Command, err error) {
	done := errGone
	err = s.offering(ctx, data.URI, func(v *view, doc *document) bool {
		if data.Do == doRule || data.Do == doFixAll {
			out, done = v.session.fixAll(ctx, v, doc.abs, data)
			return true
		}
		var action protocol.CodeAction
		done = s.complete(&action, v, data)
		out, then = action.Edit, action.Command
		return !errors.Is(done, errGone)
	})
	if err == nil {
		err = done
	}
	return out, then, err
}

// complete gives an action about one finding its edits.
func (s *Server) complete(action *protocol.CodeAction, v *view, data protocol.ActionData) (err error) {
	doc := s.docs.at(data.URI)
	if doc == nil {
		return errGone
	}
	i := slices.IndexFunc(v.files[doc.abs], func(f *found) bool { return f.Fingerprint == data.Fingerprint && f.RuleID == data.Rule })
	if i < 0 {
		return errGone
	}
	f := v.files[doc.abs][i]
	if data.Do == doIgnore {
		action.Edit, action.Command, err = v.ignore(f)
		return err
	}
	for _, x := range f.fixes {
		if x.Title == data.Title {
			action.Edit, err = v.fixEdits(x)
			return err
		}
	}
	return errGone
}

// reason stands for the reason of an accepted finding until somebody writes it.
const reason = "why it is accepted"

// ignore writes the comment that accepts a finding, and lets the client put the cursor on the reason.
func (v *view) ignore(f *found) (*protocol.WorkspaceEdit, *protocol.Command, error) {
	c, err := v.current(f.abs)
	if err != nil {
		return nil, nil, err
	}
	if doc := v.docs[f.abs]; c.doc != nil && c.doc != doc || c.doc == nil && doc != nil {
		return nil, nil, errOld
	}
	a, err := engine.Accept(f.abs, c.raw, f.Location, f.RuleID, reason)
	if err != nil {
		return nil, nil, err
	}
	out, err := v.workspaceEdit(map[string][]edit.Edit{f.abs: {a.Edit}})
	if err != nil || !v.server.client.Window.ShowDocument.Support {
		return out, nil, err
	}
	text, skipped := c.text(v.server.encoding)
	at := text.Position(a.Edit.Start - skipped)
	inserted := protocol.NewText([]byte(a.Edit.Text), v.server.encoding)
	selection := inserted.Range(a.Start, a.End)
	selection.Start.Line += at.Line
	selection.End.Line += at.Line
	show := protocol.ShowDocumentParams{URI: v.uri(f.abs), TakeFocus: true, Selection: &selection}
	return out, &protocol.Command{Title: "Write the reason", Command: commandShow, Arguments: []any{show}}, nil
}

// fixAll makes fixes of findings in a file, and audits what comes of them: those that hold are the edits.
func (w *session) fixAll(ctx context.Context, v *view, abs string, data protocol.ActionData) (*protocol.WorkspaceEdit, error) {
	open := overlay(w.server.docs.snapshot())
	only := func(r *diag.Result) *diag.Result {
		out := *r
		out.Findings = slices.Clone(r.Findings)
		for i := range out.Findings {
			f := &out.Findings[i]
			f.Outside = absOf(w.dir, f.File) != abs || data.Do == doRule && f.RuleID != data.Rule
		}
		return &out
	}
	o := fix.Options{Dir: w.dir, All: data.Do == doRule, Dirs: v.result.Dirs, Texts: open, SyntaxErrors: engine.SyntaxErrors,
		Leaves: []string{engine.IgnoreUnused}}
	o.Audit = func(ctx context.Context, contents map[string][]byte) (*diag.Result, error) {
		together := maps.Clone(open)
		maps.Copy(together, contents)
		r, err := w.try(ctx, together)
		if err != nil {
			return nil, err
		}
		return only(r), nil
	}
	first, err := o.Audit(ctx, nil)
	if err != nil {
		return nil, err
	}
	made, err := fix.Make(ctx, o, first)
	if err != nil {
		return nil, err
	}
	return v.changeEdits(made.Changes)
}

// try audits contents that are a proposal.
func (w *session) try(ctx context.Context, overlay map[string][]byte) (*diag.Result, error) {
	w.auditing.Lock()
	defer w.auditing.Unlock()
	return w.auditor.Try(ctx, overlay)
}
