package engine

import "github.com/bytelyst/connaudit/internal/rule"

// Ids of the rules about suppressions. They are no YAML: what they judge is not code but comments and the configuration.
const (
	ignoreSyntax  = "ignore-syntax"
	ignoreRule    = "ignore-rule"
	ignoreReason  = "ignore-reason"
	ignoreExpired = "ignore-expired"

	// IgnoreUnused finds what suppresses nothing.
	IgnoreUnused = "ignore-unused"
)

// ownRules are the rules about suppressions.
var ownRules = warnings(
	rule.Own{
		ID:      ignoreSyntax,
		Message: "This marker suppresses nothing.",
		Why:     "A marker that cannot be read looks as if a finding were accepted, and is not.",
		Bad:     "// connaudit:ignore request-id because it is legacy",
		Good:    "// connaudit:ignore request-id -- it is legacy",
	}, rule.Own{
		ID:      ignoreRule,
		Message: "There is no rule of this id.",
		Why:     "An id that is misspelt, or whose rule is gone, suppresses nothing.",
		Bad:     "// connaudit:ignore request-di -- the server makes one",
		Good:    "// connaudit:ignore request-id -- the server makes one",
	}, rule.Own{
		ID:      ignoreReason,
		Message: "It is not said why the finding is accepted.",
		Why:     "Whoever comes next must be able to tell whether the reason still holds. `require_reasons: false` in connaudit.yaml asks for none.",
		Bad:     "// connaudit:ignore request-id",
		Good:    "// connaudit:ignore request-id -- the server makes one",
	}, rule.Own{
		ID:      ignoreExpired,
		Message: "The last day on which the finding was accepted is over.",
		Why:     "What was accepted for a time is due; the finding counts again.",
		Bad:     "// connaudit:ignore request-id -- goes with the old client until 2020-01-31",
		Good:    "the header, or a later day with its reason",
	}, rule.Own{
		ID:      IgnoreUnused,
		Message: "This suppresses nothing: there is no such finding here.",
		Why:     "What was mended needs no marker; one that stays would hide the next finding in its place.",
		Bad:     "a marker at code that keeps to the rule",
		Good:    "no marker",
	},
)

// warnings are rules that differ in what they say alone.
func warnings(rules ...rule.Own) []rule.Own {
	for i := range rules {
		rules[i].Category, rules[i].Severity, rules[i].Priority = "suppression", "warning", "P3"
	}
	return rules
}
