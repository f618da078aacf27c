package workspace

import "encoding/json"

// Schema returns the JSON Schema (2020-12) of connaudit.yaml: what an editor can check. That paths exist and rules are
// known is checked by Open and by whoever loads the rules. A test compares its keys with those that are read.
func Schema() []byte {
	root := closed(map[string]any{
		"version":  typed("integer", "of this format", map[string]any{"const": 1}),
		"extends":  typed("string", "another configuration, which this one is laid over; relative to this file's folder", nil),
		"repos":    listOf("the repositories; omitted: the git repository around the working directory, or those below it", repoSchema()),
		"rules":    listOf("`builtin`, `builtin/PACK`, and the team's own files and folders", typed("string", "", nil)),
		"disable":  listOf("rules that do not run", ruleID()),
		"enable":   listOf("checks that are judged without a convention too", ruleID()),
		"severity": byRule(map[string]any{"enum": severities}),
		"params":   byRule(mapOf("by parameter; the rule fixes the types", map[string]any{})),
		"exclude":  listOf("what is not read: doublestar globs from this file's folder", typed("string", "", nil)),
		"include":  listOf("what is read although a default or an ignore file leaves it out", typed("string", "", nil)),
		"tests":    typed("boolean", "tests are read like other files", nil),
		"go": closed(map[string]any{
			"network": typed("boolean", "Go modules that are missing may be fetched", nil),
			"types":   typed("boolean", "Go modules are loaded with their types; true by default", nil),
			"tags":    listOf("build tags that are set", typed("string", "", nil)),
		}, "how Go modules are loaded"),
		"ignore":          listOf("findings that are accepted", ignoreSchema()),
		"require_reasons": typed("boolean", "whoever ignores a finding must say why; true by default", nil),
		"baseline":        typed("string", "the file of accepted findings, relative to this file's folder; .connaudit-baseline.json by default", nil),
		"views":           listOf("rows of the report's summary that count findings of several rules", viewSchema()),
	}, "what connaudit looks at, and with which rules")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = ConfigName
	root["$defs"] = map[string]any{RuleIDDef: typed("string", "a rule's id; `connaudit rules list` lists them", nil)}
	out, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil // maps of strings, lists and truth values always marshal
	}
	return append(out, '\n')
}

// RuleIDDef names the definition of the schema that stands for ids of rules: which there are, a schema cannot say.
const RuleIDDef = "rule-id"

func ruleID() map[string]any { return map[string]any{"$ref": "#/$defs/" + RuleIDDef} }

// byRule is an object whose keys are ids of rules.
func byRule(member map[string]any) map[string]any {
	m := mapOf("by rule id", member)
	m["propertyNames"] = ruleID()
	return m
}

func repoSchema() map[string]any {
	object := closed(map[string]any{
		"path":  typed("string", "its folder; relative to this file's", nil),
		"name":  typed("string", "its name; the folder's by default", nil),
		"facts": typed("string", "the file of exported facts that stands for its source", nil),
	}, "a repository")
	return map[string]any{"anyOf": []any{typed("string", "its folder; relative to this file's", nil), object}}
}

func ignoreSchema() map[string]any {
	object := closed(map[string]any{
		"rule":   map[string]any{"anyOf": []any{ruleID()}, "description": "its id; omitted: every rule"},
		"path":   typed("string", "a doublestar glob; omitted: every file", nil),
		"reason": typed("string", "why it is accepted", nil),
		"until":  typed("string", "the last day it holds, as YYYY-MM-DD; omitted: for good", nil),
	}, "a finding that is accepted")
	object["anyOf"] = []any{map[string]any{"required": []string{"rule"}}, map[string]any{"required": []string{"path"}}}
	return object
}

func viewSchema() map[string]any {
	names := func(description string) map[string]any { return listOf(description, typed("string", "", nil)) }
	object := closed(map[string]any{
		"name":       typed("string", "heading of the row", nil),
		"rules":      listOf("ids of rules; omitted: all", ruleID()),
		"categories": names("categories; omitted: all"),
		"repos":      names("names of repositories; omitted: all"),
		"paths":      names("doublestar globs, with or without the repository in front; omitted: all files"),
		"unit":       map[string]any{"enum": ViewUnits(), "description": "what is counted; finding by default"},
	}, "a row of the summary")
	object["required"] = []string{"name"}
	return object
}

// closed is an object with these keys and no others.
func closed(properties map[string]any, description string) map[string]any {
	return map[string]any{"type": "object", "description": description, "properties": properties, "additionalProperties": false}
}

func mapOf(description string, member map[string]any) map[string]any {
	return map[string]any{"type": []string{"object", "null"}, "description": description, "additionalProperties": member}
}

func listOf(description string, item map[string]any) map[string]any {
	return map[string]any{"type": []string{"array", "null"}, "description": description, "items": item}
}

func typed(name, description string, more map[string]any) map[string]any {
	s := map[string]any{"type": name}
	if description != "" {
		s["description"] = description
	}
	for k, v := range more {
		s[k] = v
	}
	return s
}
