package doctest

import "testing"

// TestFixes runs what the page about fixes shows.
func TestFixes(t *testing.T) {
	d := readDocument(t, "docs/fixes.md")
	for i := len(d.sections) - 1; i >= 0; i-- {
		for _, b := range d.sections[i].blocks {
			switch b.info {
			case "console":
				d.console(t, b)
			case "sh": // checked by TestCommands
			default:
				t.Errorf("%s: a block of the kind %q is not run", d.at(b.line), b.info)
			}
		}
	}
}
