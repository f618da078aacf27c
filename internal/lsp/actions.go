package lsp

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// What an action does, in its data.
const (
	doFix    = "fix"    // one fix of one finding
	doIgnore = "ignore" // a comment accepts a finding
	doRule   = "rule"   // all fixes of a rule in the file
	doFixAll = "fixAll" // all safe fixes in the file
)

func (s *Server) codeAction(ctx context.Context, p *protocol.CodeActionParams) (any, error) {
	out := []protocol.CodeAction{}
	err := s.offering(ctx, p.TextDocument.URI, func(v *view, doc *document) bool {
		a := &actions{s: s, v: v, uri: doc.uri, only: p.Context.Only}
		a.gather(v.files[doc.abs], p.Range)
		out = append(out, a.list...)
		return false
	})
	if errors.Is(err, errOld) {
		err = nil // nothing that is offered now would hold
	}
	return s.finished(out), err
}

// offering calls do for each session's results about a document, with what their findings offer, until it says that it is done.
func (s *Server) offering(ctx context.Context, uri protocol.URI, do func(*view, *document) bool) error {
	for range tries {
		if err := s.settled(ctx); err != nil {
			return err
		}
		doc := s.docs.at(uri)
		if doc == nil {
			return nil
		}
		var views []*view
		all := true
		for _, w := range s.all() {
			if v, _ := w.now(); v != nil && len(v.files[doc.abs]) > 0 {
				views, all = append(views, v), all && v.offers(doc.abs)
			}
		}
		if !all {
			continue
		}
		for _, v := range views {
			if do(v, doc) {
				return nil
			}
		}
		return nil
	}
	return errOld
}

// finished gives actions their edits where the client does not ask for them later, and leaves out those that turn out to be none.
func (s *Server) finished(all []protocol.CodeAction) []protocol.CodeAction {
	if s.lazy() {
		return all
	}
	return slices.DeleteFunc(all, func(a protocol.CodeAction) bool { return a.Disabled == nil && a.Edit == nil && a.Command == nil })
}

// lazy reports whether the client asks for the edit of an action when it is taken.
func (s *Server) lazy() bool {
	c := s.client.TextDocument.CodeAction
	return c.DataSupport && c.ResolveSupport != nil && slices.Contains(c.ResolveSupport.Properties, "edit")
}

// actions are what is offered at a range.
type actions struct {
	s    *Server
	v    *view
	uri  protocol.URI
	only []string
	list []protocol.CodeAction
}

// wants reports whether the client asks for actions of a kind: for all, for it or for one that it is a part of.
func (a *actions) wants(kind string) bool {
	return len(a.only) == 0 || slices.ContainsFunc(a.only, func(o string) bool { return o == "" || kind == o || strings.HasPrefix(kind, o+".") })
}

// gather offers what findings of the file at a range have.
func (a *actions) gather(all []*found, at protocol.Range) {
	if a.wants(protocol.QuickFix) {
		var here []*found
		for _, f := range all {
			if f.diagnostic.Range.Touches(at) {
				here = append(here, f)
			}
		}
		for _, f := range here {
			a.fixes(f)
		}
		a.rules(here, all)
		for _, f := range here {
			a.offer(protocol.CodeAction{Title: fmt.Sprintf("Ignore %s here, with a reason", f.RuleID), Kind: protocol.QuickFix,
				Diagnostics: []protocol.Diagnostic{f.diagnostic}}, protocol.ActionData{Do: doIgnore, Rule: f.RuleID, Fingerprint: f.Fingerprint})
		}
	}
	if a.wants(protocol.SourceFixAll) && slices.ContainsFunc(all, hasSafe) {
		a.offer(protocol.CodeAction{Title: "Make all safe fixes of connaudit in this file", Kind: protocol.SourceFixAll}, protocol.ActionData{Do: doFixAll})
	}
}

// fixes offers each fix of a finding. The only safe one is preferred.
func (a *actions) fixes(f *found) {
	safe := 0
	for _, x := range f.fixes {
		if x.Safety == diag.Safe {
			safe++
		}
	}
	for _, x := range f.fixes {
		a.offer(protocol.CodeAction{Title: plainTitle(x.Title), Kind: protocol.QuickFix, Diagnostics: []protocol.Diagnostic{f.diagnostic},
			IsPreferred: x.Safety == diag.Safe && safe == 1}, protocol.ActionData{Do: doFix, Rule: f.RuleID, Fingerprint: f.Fingerprint, Title: x.Title})
	}
	if len(f.fixes) > 0 || !a.s.client.TextDocument.CodeAction.DisabledSupport {
		return
	}
	for _, why := range f.unfixed {
		title, reason, _ := strings.Cut(why, ": ")
		a.list = append(a.list, protocol.CodeAction{Title: plainTitle(title), Kind: protocol.QuickFix, Diagnostics: []protocol.Diagnostic{f.diagnostic},
			Disabled: &protocol.Disabled{Reason: reason}})
	}
}

// rules offers all fixes of a rule in the file, for rules with findings at the range.
func (a *actions) rules(here, all []*found) {
	var seen []string
	for _, f := range here {
		if slices.Contains(seen, f.RuleID) {
			continue
		}
		seen = append(seen, f.RuleID)
		n := 0
		for _, o := range all {
			if o.RuleID == f.RuleID && len(o.fixes) > 0 {
				n++
			}
		}
		if n > 1 {
			a.offer(protocol.CodeAction{Title: fmt.Sprintf("Fix all %d findings of %s in this file", n, f.RuleID), Kind: protocol.QuickFix},
				protocol.ActionData{Do: doRule, Rule: f.RuleID})
		}
	}
}

// offer adds an action. A client that cannot ask later has the edit at once, or a command for what takes an audit.
func (a *actions) offer(action protocol.CodeAction, data protocol.ActionData) {
	data.URI = a.uri
	action.Data = &data
	switch {
	case a.s.lazy():
	case data.Do == doRule || data.Do == doFixAll:
		action.Command, action.Data = &protocol.Command{Title: action.Title, Command: commandApply, Arguments: []any{data}}, nil
	default:
		action.Data = nil
		if err := a.s.complete(&action, a.v, data); err != nil {
			return
		}
	}
	a.list = append(a.list, action)
}

func hasSafe(f *found) bool {
	return slices.ContainsFunc(f.fixes, func(x diag.Fix) bool { return x.Safety == diag.Safe })
}

// plainTitle is a title without the marks around code, which menus show as they are.
func plainTitle(title string) string { return visible(strings.ReplaceAll(title, "`", "")) }
