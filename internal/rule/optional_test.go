package rule

import (
	"strings"
	"testing"
)

// TestOptionalSets loads a check whose set is of a kind that another file records, with and without that file.
func TestOptionalSets(t *testing.T) {
	src := check("against: {own: {kind: topic, OPTIONAL, where: other.key == key && other.size == 1}}\n    let: {n: 'own.filter(o, o.size == 1).size()'}")
	topics := Source{"b.yaml", []byte("facts:\n  - {kind: topic, languages: [python], pattern: subscribe($T), key: $T, attributes: {size: arg(1)}}\n")}
	with := []byte(strings.Replace(src, "OPTIONAL", "optional: true", 1))
	if set := loadAll(t, []Source{{"a.yaml", with}}, Options{}); set.Checks[0].Against[0].Where != nil {
		t.Error("the set of a kind that nobody records is asked")
	}
	if set := loadAll(t, []Source{{"a.yaml", with}, topics}, Options{}); !joinsOnKey(set.Checks[0].Against[0]) {
		t.Error("the set of a kind that is recorded is not compiled")
	}
	_, problems := Load([]Source{{"a.yaml", []byte(strings.Replace(src, "OPTIONAL", "optional: false", 1))}}, Options{})
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "nobody records facts of kind `topic`") {
		t.Errorf("%v", problems)
	}
}
