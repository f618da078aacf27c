package report

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/bytelyst/connaudit/internal/diag"
)

// runnerCommand is a workflow command as GitHub's runner reads it.
type runnerCommand struct {
	name       string
	properties map[string]string
	data       string
}

// runnerCommands are those that the runner knows, as far as they matter: what source code must not be able to say.
var runnerCommands = map[string]bool{"error": true, "warning": true, "notice": true, "group": true, "endgroup": true, "debug": true, "add-mask": true,
	"add-path": true, "set-env": true, "set-output": true, "save-state": true, "stop-commands": true, "add-matcher": true, "remove-matcher": true, "echo": true}

// runnerRead reads a line of a log by the rules of the runner: a command starts the line, after white space, or is written
// the old way anywhere in it.
func runnerRead(line string) (c runnerCommand, ok bool) {
	start := strings.TrimLeftFunc(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	if c, ok := runnerNew(start); ok {
		return c, true
	}
	_, after, ok := strings.Cut(line, "##[")
	info, data, closed := strings.Cut(after, "]")
	name, _, _ := strings.Cut(info, " ")
	return runnerCommand{name: name, data: data}, ok && closed && runnerCommands[name]
}

func runnerNew(line string) (c runnerCommand, ok bool) {
	line, ok = strings.CutPrefix(line, "::")
	if !ok {
		return c, false
	}
	info, data, ok := strings.Cut(line, "::")
	if !ok {
		return c, false
	}
	name, properties, _ := strings.Cut(info, " ")
	if !runnerCommands[name] {
		return c, false
	}
	c = runnerCommand{name, map[string]string{}, runnerUnescape(data, "%0D", "\r", "%0A", "\n", "%25", "%")}
	for _, p := range strings.Split(strings.TrimSpace(properties), ",") {
		if key, value, ok := strings.Cut(p, "="); ok && value != "" {
			c.properties[key] = runnerUnescape(value, "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
		}
	}
	return c, true
}

// runnerUnescape replaces one after the other, as the runner does.
func runnerUnescape(s string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
	}
	return s
}

// runnerLog is what the runner makes of the output.
func runnerLog(t *testing.T, r *diag.Result, o Options) (commands []runnerCommand, plain []string) {
	t.Helper()
	var b bytes.Buffer
	if err := GitHub(&b, r, o); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		if c, ok := runnerRead(line); ok {
			commands = append(commands, c)
		} else {
			plain = append(plain, line)
		}
	}
	return commands, plain
}

func TestGitHubCommands(t *testing.T) {
	commands, _ := runnerLog(t, everything(), hosted)
	got := map[string]runnerCommand{}
	for _, c := range commands {
		got[c.properties["file"]+":"+c.properties["line"]] = c
	}
	odd := got["src/[a](1), b.ts:1"]
	if odd.name != "warning" || odd.properties["title"] != "env-example P1" || odd.properties["col"] != "18" || odd.properties["endColumn"] != "32" ||
		!strings.HasPrefix(odd.data, "`TOKEN` is 100%25 [missing](https://evil.test)") {
		t.Errorf("got %+v", odd)
	}
	many := got["src/ä ö/100%:now.ts:1"]
	if many.properties["endLine"] != "3" || many.properties["col"] != "" || !strings.Contains(many.data, "\nalso at shared:packages/client/src/client.ts:3:9: ") {
		t.Errorf("over several lines: %+v", many)
	}
	lines := got["src/esc.ts:1"]
	if lines.name != "notice" || !strings.HasPrefix(lines.data, "::error file=x::first line\\x1b[2J\n\n  second line\n") {
		t.Errorf("a message of several lines: %+v", lines)
	}
	if elsewhere := got[":"]; elsewhere.properties["file"] != "" || !strings.Contains(elsewhere.data, "found at ") {
		t.Errorf("in another repository: %+v", elsewhere)
	}
	if len(commands) != 10 {
		t.Errorf("%d commands for 10 findings that are new", len(commands))
	}
}

// TestGitHubLimits demands that no level has more annotations than are shown, and that the last says what is left.
func TestGitHubLimits(t *testing.T) {
	for _, n := range []int{9, 30, 31, 33, 100, 1000} {
		commands, plain := runnerLog(t, numerous(n), hosted)
		levels, left := map[string]int{}, 0
		for _, c := range commands {
			levels[c.name]++
			if c.properties["title"] == "connaudit" {
				var more int
				if _, err := fmt.Sscanf(c.data, "%d more", &more); err != nil {
					t.Errorf("%d: %q: %v", n, c.data, err)
				}
				left += more
				if levels[c.name] != gitHubAnnotations {
					t.Errorf("%d: number %d of %s says how many more", n, levels[c.name], c.name)
				}
			}
		}
		for level, count := range levels {
			if level != "group" && level != "endgroup" && count > gitHubAnnotations {
				t.Errorf("%d: %d annotations of %s", n, count, level)
			}
		}
		listed := 0
		for _, line := range plain {
			if strings.HasPrefix(line, "src/") {
				listed++
			}
		}
		if listed != left {
			t.Errorf("%d: %d more findings, %d in the log", n, left, listed)
		}
	}
}

func TestGitHubRank(t *testing.T) {
	o := hosted
	first := func() runnerCommand {
		commands, _ := runnerLog(t, numerous(100), o)
		return commands[0]
	}
	if c := first(); !strings.HasPrefix(c.data, "finding 99\nexplains 3 findings") {
		t.Errorf("the root cause is not first: %q", c.data)
	}
	o.Changed = func(l diag.Location) bool { return l.Path == "src/000.ts" && l.Start.Line == 2 }
	if c := first(); !strings.HasPrefix(c.data, "finding 1\n") {
		t.Errorf("what was changed is not first: %q", c.data)
	}
	long := numerous(1)
	long.Findings[0].Message = strings.Repeat("漢", 5000)
	commands, _ := runnerLog(t, long, hosted)
	if n := len(commands[0].data); n > gitHubMessage || n < gitHubMessage-10 {
		t.Errorf("a message of %d bytes", n)
	}
}

// FuzzGitHub demands that nothing but what is meant is a command, and that commands say what findings say.
func FuzzGitHub(f *testing.F) {
	f.Add("a,b:c%3A.ts", "x\n::add-mask::y", "##[add-mask]z", "r:1,2")
	f.Add(" ::error::", "%0A%25", "::stop-commands::t", "\r\u2028::")
	f.Fuzz(func(t *testing.T, path, message, other, rule string) {
		r := numerous(40)
		for i := range r.Findings {
			r.Findings[i].Message, r.Findings[i].RuleID, r.Findings[i].Category = message, rule, other
			r.Findings[i].Location = diag.Location{Repo: other, Path: path, File: "web/" + path, Start: diag.Position{Line: 1}}
			r.Findings[i].Related = []diag.Related{{Location: diag.Location{Repo: other, Path: message}, Message: other}}
		}
		r.Notes = []diag.Note{{RuleID: rule, Message: message}}
		commands, _ := runnerLog(t, r, hosted)
		for _, c := range commands {
			if level := gitHubLevels[diag.Error] + gitHubLevels[diag.Warning] + gitHubLevels[diag.Info] + "endgroup"; !strings.Contains(level, c.name) {
				t.Errorf("the command %s: %+v", c.name, c)
			}
			if strings.Contains(c.name, "group") || c.properties["title"] == "connaudit" {
				continue
			}
			if path != "" && c.properties["file"] != path {
				t.Errorf("file %q is read as %q", path, c.properties["file"])
			}
			if c.properties["line"] != strconv.Itoa(1) {
				t.Errorf("line %q", c.properties["line"])
			}
		}
		// 3 levels of 10, a group and its end.
		if len(commands) != 32 {
			t.Errorf("%d commands", len(commands))
		}
	})
}

func TestRunnerLog(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain\n", "plain\n"}, {"a::b\n", "a::b\n"}, {"::error::x\n", "\\::error::x\n"}, {" \u00a0::x\n", " \u00a0\\::x\n"},
		{"\u200b::x", "\u200b\\::x"}, {":\u200b:error::x\n", "\\:\u200b:error::x\n"}, {"1 | x(\"##[add-mask]y\")\n", "1 | x(\"## [add-mask]y\")\n"},
		{"####[group]", "#### [group]"}, {"a\n::b\n::c", "a\n\\::b\n\\::c"},
	} {
		for size := 1; size <= len(c.in); size++ {
			var b bytes.Buffer
			log := NewRunnerLog(&b)
			for at := 0; at < len(c.in); at += size {
				if _, err := log.Write([]byte(c.in[at:min(at+size, len(c.in))])); err != nil {
					t.Fatal(err)
				}
			}
			if err := log.Flush(); err != nil || b.String() != c.want {
				t.Errorf("%q by %d becomes %q, %v; want %q", c.in, size, b.String(), err, c.want)
			}
		}
	}
}
