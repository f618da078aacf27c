package stating

import "strings"

// Doc returns what the package comment of a pass says below its heading `# Analyzer name`: the summary, then the rest up to the
// end of the comment. One text is the package's documentation and the pass's.
func Doc(source, name string) string {
	var out []string
	found := false
	for _, line := range strings.Split(source, "\n") {
		text, ok := strings.CutPrefix(line, "//")
		if !ok {
			break
		}
		text = strings.TrimPrefix(text, " ")
		if text == "# Analyzer "+name {
			found = true
			continue
		}
		if found {
			out = append(out, text)
		}
	}
	text := strings.TrimSpace(strings.Join(out, "\n"))
	return strings.TrimSpace(strings.TrimPrefix(text, name+":"))
}
