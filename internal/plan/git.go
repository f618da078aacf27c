package plan

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/revision"
	"github.com/bytelyst/connaudit/internal/source"
)

// origin asks git which commit brought the line of a file below dir, following it back through moves within its file. The
// checkout may be dir or around it, as in a repository of many projects. It does not answer for lines that are not committed,
// nor where the history is cut off before the commit.
func origin(ctx context.Context, dir, path string, line int) (Origin, bool) {
	if dir == "" {
		return Origin{}, false
	}
	line, ok := committed(ctx, dir, path, line)
	if !ok {
		return Origin{}, false
	}
	out, err := git(ctx, dir, "log", "-s", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--format=%H%x09%P%x09%ct%x09%cs%x09%s",
		fmt.Sprintf("-L%d,%d:%s", line, line, path))
	if err != nil {
		return Origin{}, false
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	parts := strings.SplitN(lines[len(lines)-1], "\t", 5)
	if len(parts) != 5 {
		return Origin{}, false
	}
	at, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || parts[1] == "" && shallow(ctx, dir) {
		return Origin{}, false
	}
	return Origin{Commit: parts[0], Date: parts[3], Subject: parts[4], at: at}, true
}

// committed finds a line of the file as it stands in the file as it is committed: edits since may have moved it. Of lines with
// one text the first is the first there, where there are as many.
func committed(ctx context.Context, dir, path string, line int) (int, bool) {
	out, err := git(ctx, dir, "cat-file", "blob", "HEAD:./"+path)
	if err != nil {
		return 0, false // not committed, or no git
	}
	now := readFile(filepath.Join(dir, filepath.FromSlash(path)))
	then, err := source.Read(path, bytes.NewReader(out))
	if err != nil || now == nil || line < 1 || line > now.Lines().Count() {
		return 0, false
	}
	here, there := alike(now, now, line), alike(then, now, line)
	if len(here) != len(there) {
		return 0, false
	}
	return there[slices.Index(here, line)], true
}

// alike are the lines of a file that have the text of a line of another.
func alike(in, of *source.File, line int) []int {
	text := strings.TrimRight(of.Lines().LineText(line), "\r\n")
	var out []int
	for n := 1; n <= in.Lines().Count(); n++ {
		if strings.TrimRight(in.Lines().LineText(n), "\r\n") == text {
			out = append(out, n)
		}
	}
	return out
}

// shallow reports whether commits without parents may have some all the same.
func shallow(ctx context.Context, dir string) bool {
	out, err := git(ctx, dir, "rev-parse", "--is-shallow-repository")
	return err != nil || strings.TrimSpace(string(out)) != "false"
}

// git runs a command that reads.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	return revision.Command(ctx, dir, args...).Output()
}
