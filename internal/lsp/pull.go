package lsp

import (
	"context"
	"maps"
	"slices"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// settled waits until every session has the results that are asked for now.
func (s *Server) settled(ctx context.Context) error {
	select {
	case <-s.placed:
	case <-ctx.Done():
		return ctx.Err()
	}
	for _, w := range s.all() {
		if _, _, err := w.await(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) diagnostic(ctx context.Context, p *protocol.DocumentDiagnosticParams) (any, error) {
	uri := p.TextDocument.URI.Canonical()
	s.mu.Lock()
	s.waiting[uri]++
	s.mu.Unlock()
	err := s.settled(ctx)
	all := s.reports()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting[uri]--; s.waiting[uri] == 0 {
		delete(s.waiting, uri)
	}
	if err != nil {
		return nil, err
	}
	return s.deliver(all[uri], uri, p.PreviousResultID), nil
}

// deliver makes the answer about a document of that canonical name, and notes that the client has it. The caller holds the lock.
func (s *Server) deliver(r *report, uri protocol.URI, previous string) protocol.DiagnosticReport {
	if r == nil {
		r = &report{uri: uri, items: []protocol.Diagnostic{}, id: none}
	}
	s.delivered[uri] = r.id
	if previous == r.id {
		return protocol.DiagnosticReport{Kind: protocol.Unchanged, ResultID: r.id}
	}
	return protocol.DiagnosticReport{Kind: protocol.Full, ResultID: r.id, Items: &r.items}
}

func (s *Server) workspaceDiagnostic(ctx context.Context, p *protocol.WorkspaceDiagnosticParams) (any, error) {
	s.mu.Lock()
	s.pulling++
	s.overall = true
	s.mu.Unlock()
	err := s.settled(ctx)
	all := s.reports()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pulling--
	if err != nil {
		return nil, err
	}
	previous := map[protocol.URI]string{}
	for _, have := range p.PreviousResultIDs {
		uri := have.URI.Canonical()
		previous[uri] = have.Value
		if all[uri] == nil {
			all[uri] = &report{uri: have.URI, items: []protocol.Diagnostic{}, id: none}
		}
	}
	out := protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentReport{}}
	for _, uri := range slices.Sorted(maps.Keys(all)) {
		r := all[uri]
		out.Items = append(out.Items, protocol.WorkspaceDocumentReport{DiagnosticReport: s.deliver(r, uri, previous[uri]), URI: r.uri, Version: r.version})
	}
	return out, nil
}
