package scaffold

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// maxListed is how many headers and factories a comment lists; how many more there are is said.
const maxListed = 12

const configHead = `# The workspace of connaudit: which repositories are checked together, and by what rules. ` + "`connaudit init`" + ` wrote it from
# what it saw here, and it is yours to change: ` + "`connaudit schema config`" + ` has every key.
version: 1

`

const configRules = `
# The built-in rules. Your own files and folders come beside them: [builtin, ./rules]; ` + "`connaudit rules list`" + ` shows them all.
rules: [builtin]
`

const configTail = `
# Left as they are by default:
# disable: [RULE]                      # rules that do not run
# severity: {RULE: warning}            # error, warning or info
# params: {RULE: {header: x-other}}    # ` + "`connaudit rules explain RULE`" + ` lists them
# exclude: ["**/legacy/**"]            # what is not read; .gitignore, tests, build output and packages are not read anyway
`

// Config proposes the connaudit.yaml of a place, from an audit of it without one and the rules of that audit.
func Config(p *Place, s *diag.Survey, rules *rule.Set) (File, error) {
	var b strings.Builder
	b.WriteString(configHead)
	if err := writeRepos(&b, p, s.Repos); err != nil {
		return File{}, err
	}
	writeOutside(&b, s.Result.Skipped)
	b.WriteString(configRules)
	writeChecks(&b, s.Result.Stats.Rules, rules)
	writeHeaders(&b, headers(s.Facts))
	writeFactories(&b, factories(s))
	b.WriteString(configTail)
	return File{Dir: p.Dir, Path: workspace.ConfigName, Text: b.String(), Part: b.String(), Next: "connaudit check"}, nil
}

// writeRepos names the repositories. The name of a single one is stated: it is part of fingerprints, and the folder of another checkout
// may be called something else.
func writeRepos(b *strings.Builder, p *Place, repos []diag.Repo) error {
	if len(repos) == 1 && repos[0].Dir == p.Dir {
		name, err := scalar(repos[0].Name)
		if err != nil {
			return fmt.Errorf("the repository %s: %w", repos[0].Dir, err)
		}
		b.WriteString("# One repository, the folder of this file, whose name stays whatever the folder is called: accepted findings are known by it.\n" +
			"# Others are checked together with it once they are listed, too: ../other\nrepos:\n  - path: .\n    name: " + name + "\n")
		return nil
	}
	b.WriteString("# Paths from this file's folder; {path: ../other, name: other} is one with another name.\nrepos:\n")
	for _, r := range repos {
		rel, err := filepath.Rel(p.Dir, r.Dir)
		if err != nil {
			return fmt.Errorf("the repository %s: %w", r.Dir, err)
		}
		item, err := scalar(filepath.ToSlash(rel))
		if err != nil {
			return fmt.Errorf("the repository %s: %w", r.Dir, err)
		}
		b.WriteString("  - " + item + "\n")
	}
	return nil
}

// scalar writes a text as YAML, so that an editor shows all of it: characters that hide or move others are escaped.
func scalar(s string) (string, error) {
	if source.Visible(s) != s {
		return strconv.QuoteToASCII(s), nil
	}
	out, err := yaml.Marshal(s)
	return strings.TrimSuffix(string(out), "\n"), err
}

// writeOutside names the folders beside the repositories, which nobody would miss otherwise.
func writeOutside(b *strings.Builder, skipped []diag.Skipped) {
	var names []string
	for _, s := range skipped {
		if s.Repo == "" && s.Dir && s.Kind == workspace.KindOutside && !strings.HasPrefix(s.Path, ".") {
			names = append(names, "  # - "+source.Visible(s.Path)+"\n")
		}
	}
	if len(names) == 0 {
		return
	}
	b.WriteString("  # Folders here without .git and without a package are not read; listed, they are:\n")
	b.WriteString(strings.Join(names[:min(len(names), maxListed)], ""))
	more(b, len(names), "ls")
}

// writeChecks tells what each check sees, and which of them wait for a convention.
func writeChecks(b *strings.Builder, stats []diag.RuleStats, rules *rule.Set) {
	var rows [][]string
	var waiting []string
	conventions := map[string]bool{}
	for _, c := range rules.Checks {
		conventions[c.ID] = c.Convention != nil
	}
	for _, s := range stats {
		switch {
		case s.NoConvention > 0:
			waiting = append(waiting, s.RuleID)
		case s.Sites > 0:
			row := []string{s.RuleID, fmt.Sprint(s.OK), fmt.Sprint(s.Violations), fmt.Sprint(s.Unknown), ""}
			if conventions[s.RuleID] {
				row[4] = "some keep to it, so that it is demanded of all"
			}
			rows = append(rows, row)
		}
	}
	if len(rows) > 0 {
		b.WriteString("\n# What the rules saw when this file was written, in places that are right, are wrong, and cannot be told:\n")
		comment(b, append([][]string{{"rule", "right", "wrong", "unknown", ""}}, rows...))
	}
	if len(waiting) > 0 {
		b.WriteString("\n# Nobody keeps to these, or only one does, so that they are demanded of nobody. To demand them all the same:\n# enable: [" +
			strings.Join(waiting, ", ") + "]\n")
	}
}

func writeHeaders(b *strings.Builder, all []*header) {
	if len(all) == 0 {
		return
	}
	b.WriteString("\n# Headers of your own that are in use; a rule of four lines demands one more of every client (connaudit rules explain request-id):\n")
	rows := [][]string{{"header", "sent in", "read in"}}
	for _, h := range all[:min(len(all), maxListed)] {
		rows = append(rows, []string{h.name, inFiles(len(h.sent)), inFiles(len(h.read))})
	}
	comment(b, rows)
	more(b, len(all), "connaudit facts")
}

func inFiles(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

func writeFactories(b *strings.Builder, all []factory) {
	if len(all) == 0 {
		return
	}
	b.WriteString("\n# What makes your clients; headers that it adds, all of them send:\n")
	var rows [][]string
	for _, f := range all[:min(len(all), maxListed)] {
		rows = append(rows, []string{f.name, fmt.Sprintf("%d of them", f.calls)})
	}
	comment(b, rows)
	more(b, len(all), "connaudit facts")
}

// more says how many a list leaves out, and what shows them all.
func more(b *strings.Builder, n int, command string) {
	if n > maxListed {
		fmt.Fprintf(b, "#   and %d more: %s\n", n-maxListed, command)
	}
}

// comment writes a table as comments. Its cells may be anything that code says; a line break in one would end the comment.
func comment(b *strings.Builder, rows [][]string) {
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		cells := make([]string, len(r))
		for i, c := range r {
			cells[i] = strings.ReplaceAll(source.Visible(c), "\t", " ")
		}
		_, _ = fmt.Fprintln(w, strings.Join(cells, "\t")) // into memory: it does not fail
	}
	_ = w.Flush()
	for line := range strings.Lines(table.String()) {
		b.WriteString("#   " + strings.TrimRight(line, " \n") + "\n")
	}
}
