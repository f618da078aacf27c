package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/report/terminal"
)

// What GitHub shows of the workflow commands of one step: the first ten of each level, in the order they are printed, each
// with so many characters.
const (
	gitHubAnnotations = 10
	gitHubMessage     = 4000 // bytes; the runner cuts at 4,096 UTF-16 code units
	gitHubPlaces      = 5    // that one annotation lists
)

// gitHubLevels are the names of severities in workflow commands.
var gitHubLevels = map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "notice"}

// GitHub writes workflow commands, which GitHub Actions shows as annotations of a change, the most important first; one at
// the end of each level says how many found no room. Those, and what is not new, stand as plain lines in the step's log.
func GitHub(w io.Writer, r *diag.Result, o Options) error {
	g := gitHub{newPrinter(w, terminal.Style{}), o, causesOf(r)}
	shown := r.Shown(o.All)
	order := grouped(ranked(shown, o), o)
	room := map[string]int{}
	for _, f := range order {
		if f.Status == diag.New {
			room[gitHubLevel(f)]++
		}
	}
	for level, n := range room {
		room[level] = gitHubAnnotations
		if n > gitHubAnnotations {
			room[level]-- // for the one that says how many more there are
		}
	}
	var rest []*diag.Finding
	for _, f := range order {
		if level := gitHubLevel(f); f.Status == diag.New && room[level] > 0 {
			room[level]--
			g.annotation(f)
		} else {
			rest = append(rest, f)
		}
	}
	g.more(rest)
	g.list(rest)
	g.log(func(p *printer) {
		if o.ShowOK {
			p.okSites(r)
		}
		if o.ShowUnknown {
			p.unknownSites(r)
		}
		if !o.Quiet {
			p.summary(r, o, shown)
		}
	})
	return g.Done()
}

func gitHubLevel(f *diag.Finding) string { return cmp.Or(gitHubLevels[f.Severity], "notice") }

type gitHub struct {
	*printer
	options Options
	causes  map[string]*diag.Finding
}

// annotation writes the command for one finding.
func (g *gitHub) annotation(f *diag.Finding) {
	text := strings.Join(g.text(f), "\n")
	g.command(gitHubLevel(f), append(g.position(f), property{"title", heading(f)}), cut(text, gitHubMessage))
}

// position gives a place in the repository. Columns are given on one line only: the runner takes no others.
func (g *gitHub) position(f *diag.Finding) []property {
	at, path, ok := g.options.shownAt(f)
	if !ok {
		return nil
	}
	out := []property{{"file", path}}
	if at.Start.Line == 0 {
		return out
	}
	out = append(out, property{"line", strconv.Itoa(at.Start.Line)})
	if at.End.Line > at.Start.Line {
		return append(out, property{"endLine", strconv.Itoa(at.End.Line)})
	}
	if s, ok := g.options.span16(at); ok {
		out = append(out, property{"endLine", strconv.Itoa(s.endLine)}, property{"col", strconv.Itoa(s.startColumn)},
			property{"endColumn", strconv.Itoa(s.endColumn)})
	}
	return out
}

// text is the message with what belongs to the finding, a line each.
func (g *gitHub) text(f *diag.Finding) []string {
	out := message(f)
	if _, ok := g.options.path(f.Location); !ok {
		out = append(out, "found at "+named(f.Location))
	}
	if f.IsCause {
		out = append(out, "explains "+terminal.Plural(f.Explains, "finding", "findings"))
	}
	for i, r := range f.Related {
		if i == gitHubPlaces {
			out = append(out, "and at "+terminal.Plural(len(f.Related)-i, "other place", "other places"))
			break
		}
		out = append(out, related(g.place(r.Location), r))
	}
	if cause := g.causes[f.RootCause]; f.RootCause != "" && cause != nil {
		out = append(out, "root cause: "+g.place(cause.Location))
	}
	for _, fix := range f.Fixes {
		out = append(out, fmt.Sprintf("fix (%s): %s", fix.Safety, terminal.Visible(fix.Title)))
	}
	return out
}

// place names a place as the host does, or with its repository.
func (g *gitHub) place(l diag.Location) string {
	path, ok := g.options.path(l)
	if !ok {
		return named(l)
	}
	l.File = path
	return place(l)
}

// more writes, for each level, how many findings have no annotation, and where they are.
func (g *gitHub) more(rest []*diag.Finding) {
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		left := slices.DeleteFunc(slices.Clone(rest), func(f *diag.Finding) bool {
			return f.Status != diag.New || gitHubLevel(f) != gitHubLevels[s]
		})
		if len(left) == 0 {
			continue
		}
		name := gitHubLevels[s]
		text := fmt.Sprintf("%s without an annotation, since GitHub shows %d of a kind in a step: %s. The log of this step lists them.",
			terminal.Plural(len(left), "more "+name, "more "+name+"s"), gitHubAnnotations, g.where(left))
		g.command(name, []property{{"title", "connaudit"}}, cut(text, gitHubMessage))
	}
}

// where counts findings by file, the files with most first.
func (g *gitHub) where(list []*diag.Finding) string {
	files := groupBy(list, func(f *diag.Finding) string {
		at := f.Location
		at.Start.Line = 0
		return g.place(at)
	})
	slices.SortStableFunc(files, func(a, b group[*diag.Finding]) int { return cmp.Compare(len(b.members), len(a.members)) })
	var parts []string
	rest := len(list)
	for _, file := range files[:min(len(files), gitHubPlaces)] {
		parts = append(parts, fmt.Sprintf("%d in %s", len(file.members), file.key))
		rest -= len(file.members)
	}
	if n := len(files) - gitHubPlaces; n > 0 {
		parts = append(parts, fmt.Sprintf("%d in %s", rest, terminal.Plural(n, "other file", "other files")))
	}
	return strings.Join(parts, ", ")
}

// list writes findings into a part of the log that folds.
func (g *gitHub) list(rest []*diag.Finding) {
	if len(rest) == 0 {
		return
	}
	g.command("group", nil, terminal.Plural(len(rest), "finding", "findings")+" without an annotation")
	g.log(func(p *printer) {
		for _, f := range rest {
			status := ""
			if f.Status != diag.New {
				status = " (" + f.Status.String() + ")"
			}
			p.Printf("%s: %s: %s  %s%s\n", g.place(f.Location), f.Severity, strings.Join(message(f), " "), heading(f), status)
		}
	})
	g.command("endgroup", nil, "")
}

// log passes lines on that are no commands.
func (g *gitHub) log(write func(*printer)) {
	log := NewRunnerLog(g)
	p := newPrinter(log, terminal.Style{})
	write(p)
	// The printer below keeps its error until the end.
	_ = p.Done()
	_ = log.Flush()
}

// property is a property of a workflow command.
type property struct{ key, value string }

// command writes one workflow command on one line.
func (g *gitHub) command(name string, properties []property, data string) {
	g.Printf("::%s", name)
	before := " "
	for _, p := range properties {
		if p.value != "" {
			g.Printf("%s%s=%s", before, p.key, escapeProperty.Replace(p.value))
			before = ","
		}
	}
	g.Printf("::%s\n", escapeData.Replace(data))
}

// What the runner writes for the characters that end a command, a property or its key.
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
