package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/rules"
)

var update = flag.Bool("update", false, "write what the scripts compare with")

// fakeProgram is connaudit with an engine that reads its result from the file audit.txt, one entry a line:
//
//	finding | rule: request-id | at: web/a.ts 3 1 5 | message: No header
//
// `at` is file, with %20 for spaces, line, column and length. With FAKE_TERMINAL its streams are terminals.
func fakeProgram() *program {
	p := newProgram()
	p.audit, p.rules = fakeAudit, fakeRules
	if os.Getenv("FAKE_TERMINAL") != "" {
		p.isTerminal = func(io.Writer) bool { return true }
	}
	return p
}

func fakeAudit(ctx context.Context, o engine.Options) (*diag.Result, error) {
	data, err := os.ReadFile("audit.txt")
	if err != nil {
		return nil, err
	}
	r := &diag.Result{Tool: diag.Tool{Name: "connaudit", Version: "v0.0.0-test"}, Stats: diag.Stats{Repos: 1, Files: 3, FilesParsed: 2, Bytes: 900, DurationMS: 7}}
	for line := range strings.Lines(string(data)) {
		entry := parseEntry(line)
		switch entry["is"] {
		case "fail":
			return nil, errors.Join(errors.New(entry["message"]), errors.New(entry["also"]))
		case "interrupt":
			self, err := os.FindProcess(os.Getpid())
			if err != nil {
				return nil, err
			}
			if err := self.Signal(os.Interrupt); err != nil {
				return nil, err
			}
			<-ctx.Done()
			return nil, ctx.Err()
		case "options":
			o.Progress, o.Tool, o.Typed = nil, diag.Tool{}, nil
			fmt.Fprintf(os.Stderr, "%+v\n", o)
		}
		entry.addTo(r, o)
	}
	r.Sort()
	return r, nil
}

// entry is one line of audit.txt: what it is, and the rest by key.
type entry map[string]string

func parseEntry(line string) entry {
	e := entry{}
	for i, part := range strings.Split(strings.TrimSpace(line), " | ") {
		key, text, ok := strings.Cut(part, ": ")
		if i == 0 && !ok {
			key, text = "is", part
		}
		e[key] = text
	}
	return e
}

func (e entry) addTo(r *diag.Result, o engine.Options) {
	switch e["is"] {
	case "finding":
		r.Findings = append(r.Findings, e.finding(o))
	case "ok":
		r.Sites = append(r.Sites, diag.Site{RuleID: e["rule"], Category: e["rule"], Verdict: diag.OK, OK: e["message"], Location: e.location()})
		r.Stats.SitesOK++
	case "unknown":
		r.Sites = append(r.Sites, diag.Site{RuleID: e["rule"], Category: e["rule"], Verdict: diag.Unknown, Reason: e["message"], Location: e.location()})
		r.Stats.SitesUnknown++
	case "note":
		r.Notes = append(r.Notes, diag.Note{RuleID: e["rule"], Message: e["message"]})
	case "error":
		at := e.location()
		r.Errors = append(r.Errors, diag.RunError{Kind: diag.ErrorKind(e["kind"]), Message: e["message"], Path: at.File, Line: at.Start.Line})
	case "skipped":
		r.Skipped = append(r.Skipped, diag.Skipped{Repo: "web", Path: e["path"], Kind: e["kind"], Reason: e["message"], Rule: e["rule"], Source: "defaults"})
	case "phase":
		r.Stats.Phases = append(r.Stats.Phases, diag.Phase{Name: e["message"], Duration: 4 * time.Millisecond})
	}
}

func (e entry) location() diag.Location {
	parts := append(strings.Fields(e["at"]), "", "0", "0", "0")
	n := [3]int{}
	for i := range n {
		n[i], _ = strconv.Atoi(parts[i+1])
	}
	parts[0] = strings.ReplaceAll(parts[0], "%20", " ")
	_, path, _ := strings.Cut(parts[0], "/")
	return diag.Location{Repo: "web", Path: path, File: parts[0],
		Start: diag.Position{Line: n[0], Column: n[1]}, End: diag.Position{Line: n[0], Column: n[1] + n[2]}}
}

func (e entry) finding(o engine.Options) diag.Finding {
	f := diag.Finding{RuleID: e["rule"], Category: e["rule"], Severity: diag.Error, Priority: diag.P0, Message: e["message"],
		Location: e.location(), Status: diag.New, Fingerprint: e["fingerprint"], RootCause: e["cause"]}
	if s, err := diag.ParseSeverity(e["severity"]); err == nil {
		f.Severity = s
	}
	switch e["status"] {
	case "known":
		f.Status = diag.Known
	case "suppressed":
		f.Status = diag.Suppressed
	}
	if n, err := strconv.Atoi(e["explains"]); err == nil {
		f.IsCause, f.Explains = true, n
	}
	if o.Trace == engine.TraceAll || o.Trace != "" && strings.HasPrefix(f.Fingerprint, o.Trace) {
		at := f.Location
		f.Trace = func() []diag.Step {
			return []diag.Step{{Message: "the headers of the request", Location: at}, {Message: "an object literal", Location: at, Depth: 1}}
		}
	}
	return f
}

// fakeRules loads the built-in packs and --rules.
func fakeRules(o engine.Options) (*rule.Set, []*rule.Problem, error) {
	var sources []rule.Source
	for _, pack := range rules.Packs() {
		sources = append(sources, rule.Source{Name: pack.Name, Data: pack.Data})
	}
	for _, file := range o.RulePaths {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		sources = append(sources, rule.Source{Name: file, Data: data})
	}
	set, problems := rule.Load(sources, rule.Options{})
	return set, problems, nil
}
