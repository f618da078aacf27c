package workspace

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/files"
)

// The keys that are read name themselves in the hint of an unknown one; the schema must have the same.
func TestSchemaHasTheKeysThatAreRead(t *testing.T) {
	type object struct{ Properties map[string]any }
	var root struct {
		Properties map[string]struct {
			Items struct {
				Properties map[string]any
				AnyOf      []object
			}
		}
	}
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		text string
		have []string
	}{
		"the configuration": {"qqqqqqqqqqqqqq: 1", slices.Sorted(maps.Keys(root.Properties))},
		"repos":             {"repos: [{qqqqqqqqqqqqqq: 1}]", slices.Sorted(maps.Keys(root.Properties["repos"].Items.AnyOf[1].Properties))},
		"views":             {"views: [{qqqqqqqqqqqqqq: 1}]", slices.Sorted(maps.Keys(root.Properties["views"].Items.Properties))},
		"ignore":            {"ignore: [{qqqqqqqqqqqqqq: 1}]", slices.Sorted(maps.Keys(root.Properties["ignore"].Items.Properties))},
	} {
		_, err := readConfig(files.Disk, "/connaudit.yaml", []byte(c.text))
		faults := List(err)
		if len(faults) == 0 {
			t.Fatalf("%s: an unknown key is no fault", what)
		}
		read := strings.Split(strings.TrimPrefix(faults[0].Hint, "allowed are "), ", ")
		slices.Sort(read)
		if !slices.Equal(read, c.have) {
			t.Errorf("%s: the schema has %v, read are %v", what, c.have, read)
		}
	}
}
