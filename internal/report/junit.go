package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// JUnit writes test results as continuous integration reads them: a suite for each rule, a failed case for each new finding
// and a skipped one for a known or suppressed one; a rule without findings is a case that passes. What went wrong in the run
// is a suite of its own, of errors where the run failed by it.
func JUnit(w io.Writer, r *diag.Result, o Options) error {
	t := newBelongings(r, o)
	out := junitSuites{Name: terminal.Visible(r.Tool.Name), Suites: []junitSuite{}}
	for _, rule := range groupBy(rulesAndFindings(r, o), func(f diag.Finding) string { return f.RuleID }) {
		suite := junitSuite{Name: terminal.Visible(rule.key)}
		for i := range rule.members {
			suite.add(newJUnitCase(&rule.members[i], t))
		}
		out.Suites = append(out.Suites, suite)
	}
	if errs := junitErrors(r); len(errs.Cases) > 0 {
		out.Suites = append(out.Suites, errs)
	}
	for _, s := range out.Suites {
		out.Tests += s.Tests
		out.Failures += s.Failures
		out.Errors += s.Errors
	}
	return writeXML(w, out)
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`

	named map[string]int // how many cases have a name
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Skipped *junitSkipped `xml:"skipped"`
	Error   *junitProblem `xml:"error"`
	Failure *junitProblem `xml:"failure"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

type junitProblem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// add counts a case. Readers tell cases apart by their names, so that a second of a name gets another.
func (s *junitSuite) add(c junitCase) {
	if s.named == nil {
		s.named = map[string]int{}
	}
	if s.named[c.Name]++; s.named[c.Name] > 1 {
		c.Name = fmt.Sprintf("%s (%d)", c.Name, s.named[c.Name])
	}
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

// rulesAndFindings adds to the findings one without a status for each rule that has none.
func rulesAndFindings(r *diag.Result, o Options) []diag.Finding {
	shown := r.Shown(o.All)
	out := append([]diag.Finding{}, shown...)
	seen := map[string]bool{}
	for _, f := range shown {
		seen[f.RuleID] = true
	}
	for _, c := range r.Checks {
		if !seen[c.ID] {
			seen[c.ID] = true
			out = append(out, diag.Finding{RuleID: c.ID})
		}
	}
	return out
}

func newJUnitCase(f *diag.Finding, t *text) junitCase {
	c := junitCase{Name: place(f.Location), Class: terminal.Visible(f.RuleID)}
	text := append(message(f), t.belonging(f)...)
	switch f.Status {
	case diag.New:
		c.Failure = &junitProblem{text[0], f.Severity.String(), c.Name + "\n" + strings.Join(text, "\n")}
	case diag.Known, diag.Suppressed:
		c.Skipped = &junitSkipped{fmt.Sprintf("%s: %s", f.Status, text[0])}
	default:
		c.Name = "no findings"
	}
	return c
}

// junitErrors is what went wrong in the run.
func junitErrors(r *diag.Result) junitSuite {
	suite := junitSuite{Name: "errors of the run"}
	for _, e := range r.Errors {
		name := terminal.Visible(string(e.Kind))
		if e.Path != "" {
			name = place(diag.Location{File: e.Path, Start: diag.Position{Line: e.Line, Column: e.Column}})
		}
		c, text := junitCase{Name: name, Class: terminal.Visible(string(e.Kind))}, terminal.Lines(e.Message)
		if e.Fails(false) {
			c.Error = &junitProblem{text[0], c.Class, strings.Join(text, "\n")}
		} else {
			c.Skipped = &junitSkipped{strings.Join(text, "\n")}
		}
		suite.add(c)
	}
	return suite
}
