package link

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/value"
)

// ofExport is why a question about code has no answer.
const ofExport = "the export of another repository does not tell"

// asksCode are the functions whose answer stands in the code behind the first of their arguments, or of them all.
var asksCode = map[string]bool{"text": true, "callee": true, "field": true, "source": true, "is_a": true, "after": true, "sends": true, "built_at": true,
	"freshness": true, "lifetime": true, "fields": true, "same_fields": true, "same_code": true, "env_fields": true, "members": true}

// asksFiles are those whose answer stands in files beside that of the site.
var asksFiles = map[string]bool{"nearest_files": true, "files_above": true, "mentioned": true}

// isUntold reports whether a question is about what another repository has, and only states facts of: neither yes nor no can be said.
func (h *Host) isUntold(fn string, args []*value.Value, in *expr.Input) bool {
	switch {
	case asksCode[fn]:
		return slices.ContainsFunc(args, untold)
	case asksFiles[fn]:
		at := h.file(args[0], in)
		return at != nil && at.Exported
	case fn == "env_of": // a text tells of its variables, what is made of texts does not
		return untoldParts(args[0])
	}
	return false
}

func untold(v *value.Value) bool {
	return v.Origin == value.Untold || v.Kind == value.Branch && slices.ContainsFunc(v.Alts, untold)
}

func untoldParts(v *value.Value) bool {
	return v.Origin == value.Untold && (v.Kind == value.List || v.Kind == value.Object) ||
		v.Kind == value.Branch && slices.ContainsFunc(v.Alts, untoldParts)
}
