package expr

import (
	"strconv"
	"strings"

	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/types"

	"github.com/bytelyst/connaudit/internal/value"
)

// Function is one function of the rule language. The table of them is the only list there is: declarations, messages
// and the documentation come from it.
type Function struct {
	Name       string
	Group      string // heading in the documentation
	Signatures []Signature
	Doc        string // what it gives, one line
	Unknown    string // when it is unknown although its arguments are known, or known although they are not; may be empty
	Host       bool   // answered by the Host: it is about code, files or lists

	impl    func(f *frame, args []node) *value.Value // nil for those of the Host
	decided bool                                     // the Host sees no branches: worlds part over the arguments first
}

// Signature is one way to call a function.
type Signature struct {
	Params []Param
	Result Type
}

// Param is a parameter of a function.
type Param struct {
	Name string
	Type Type
}

// Usage returns how the function is called, one line for each signature: arg(name string, position int) dyn.
func (f *Function) Usage() []string {
	var out []string
	for _, s := range f.Signatures {
		var params []string
		for _, p := range s.Params {
			params = append(params, p.Name+" "+p.Type.String())
		}
		out = append(out, f.Name+"("+strings.Join(params, ", ")+") "+s.Result.String())
	}
	return out
}

// Functions returns the functions of the rule language, those of CEL aside, grouped as documented.
func Functions() []Function {
	var out []Function
	for _, f := range functionTable {
		out = append(out, *f)
	}
	return out
}

func functionNamed(name string) *Function {
	for _, f := range functionTable {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func (f *Function) declaration() (*decls.FunctionDecl, error) {
	var options []decls.FunctionOpt
	for i, s := range f.Signatures {
		var params []*types.Type
		for _, p := range s.Params {
			params = append(params, p.Type.orDyn())
		}
		options = append(options, decls.Overload(f.Name+"_"+strconv.Itoa(i), params, s.Result.orDyn()))
	}
	return decls.NewFunction(f.Name, options...)
}

// takes makes a signature of name, type pairs.
func takes(result Type, params ...Param) Signature { return Signature{params, result} }

// The groups of functions, as headings.
const (
	groupValues = "Values and logic"
	groupFiles  = "Lists and files"
	groupCode   = "About code"
	groupNames  = "About names"
)

var (
	x     = Param{"x", Dyn}
	facts = Param{"facts", List(Dyn)}
	globs = Param{"globs", List(String)}
)

var functionTable = []*Function{
	{Name: "surely", Group: groupValues, Signatures: []Signature{takes(Bool, x)}, impl: surely,
		Doc: "true if x is true, else (false, unknown, error) false", Unknown: "never"},
	{Name: "known", Group: groupValues, Signatures: []Signature{takes(Bool, x)}, impl: known,
		Doc: "false for an unknown and for an error, else true", Unknown: "never"},
	{Name: "unknown", Group: groupValues, Signatures: []Signature{takes(Dyn, Param{"reason", String})}, impl: strict(unknownFor),
		Doc: "nothing: for a `require` that must not guess", Unknown: "always, for the reason"},
	{Name: "list", Group: groupValues, Signatures: []Signature{takes(List(Dyn), x)}, impl: strict(asListFunction),
		Doc: "`null` becomes `[]`, a list stays, anything else becomes a list of one"},
	{Name: "first_of", Group: groupValues, Signatures: []Signature{takes(Dyn, Param{"a", Dyn}, Param{"b", Dyn})}, impl: firstOf,
		Doc: "a if it is not `null`, else b", Unknown: "a is; what b is matters only where a is `null`"},
	{Name: "merge", Group: groupValues, Signatures: []Signature{takes(Map(Dyn), Param{"a", Dyn}, Param{"b", Dyn})}, impl: merge,
		Doc:     "b's keys over a's, without regard to case, as header names are; `null` adds none, a list of pairs is a map",
		Unknown: "never; an unknown a or b makes the result open"},
	{Name: "values", Group: groupValues, Signatures: []Signature{takes(List(Dyn), facts)}, impl: strict(valuesOf),
		Doc: "the distinct values of facts", Unknown: "never; values that are not fully known are left out"},
	{Name: "prefix", Group: groupValues, Signatures: []Signature{takes(String, x)}, impl: prefix,
		Doc: "the known start of a string; `''` for anything else", Unknown: "never; a partly known string has a start, too"},
	{Name: "glob", Group: groupValues, Signatures: []Signature{takes(Bool, x, Param{"patterns", List(Dyn)})}, impl: glob,
		Doc: "x matches one of the patterns (`*`, `**`, `?`, `[a-z]`, `{a,b}`); with no patterns false", Unknown: "the known start of x does not decide"},
	{Name: "similar", Group: groupValues, Signatures: []Signature{takes(Dyn, x, Param{"list", Dyn})}, impl: similar,
		Doc:     "the nearest of the list: up to two words more at one end, one word changed, or up to two letters; `null` if none is near",
		Unknown: "a member of the list is"},
	{Name: "join_url", Group: groupValues, Signatures: []Signature{takes(Dyn, Param{"base", Dyn}, Param{"ref", Dyn})}, impl: joinURL,
		Doc: "ref resolved against base, as browsers do; where one is `null`, the other", Unknown: "base matters and is, or ref may be absolute"},
	{Name: "listed", Group: groupFiles, Host: true, decided: true, Signatures: []Signature{takes(Bool, x, Param{"list", String})},
		Doc: "x matches a glob of the `known` list"},
	{Name: "nearest_files", Group: groupFiles, Host: true, Signatures: []Signature{takes(List(String), globs)},
		Doc: "from the fact's package folder up to the repository root, the matching files of the first folder that has any; `[]` if none"},
	{Name: "files_above", Group: groupFiles, Host: true, Signatures: []Signature{takes(List(String), globs)},
		Doc: "all matching files from the fact's package folder up to the repository root"},
	{Name: "mentioned", Group: groupFiles, Host: true, decided: true, Signatures: []Signature{takes(Bool, Param{"word", Dyn}, Param{"besides", List(String)})},
		Doc: "some file of the fact's repository has the word, be it in a comment; files that match the globs `besides`, connaudit.yaml, baselines and histories do not count"},
	{Name: "arg", Group: groupCode, Host: true, Signatures: []Signature{takes(Dyn, Param{"position", Int}), takes(Dyn, Param{"name", String}),
		takes(Dyn, Param{"name", String}, Param{"position", Int})},
		Doc: "the argument of the matched call or decorator by position from 0, by keyword, or by either; `null` if not passed", Unknown: "an open spread may have passed it"},
	{Name: "text", Group: groupCode, Host: true, Signatures: []Signature{takes(Dyn, x)},
		Doc: "source text of the code behind x; `null` if nothing wrote it", Unknown: "never"},
	{Name: "callee", Group: groupCode, Host: true, Signatures: []Signature{takes(String, x)},
		Doc: "full name of what a call calls, imports resolved", Unknown: "the callee is dynamic"},
	{Name: "field", Group: groupCode, Host: true, Signatures: []Signature{takes(Dyn, x)},
		Doc: "access path that names the value, such as `doc.referrerId`; a list for a list", Unknown: "a call result, arithmetic, a reassigned local"},
	{Name: "source", Group: groupCode, Host: true, Signatures: []Signature{takes(String, x)},
		Doc: "`literal`, `env`, `env-default`, `config`, `parameter`, `computed` or `none`", Unknown: "branches differ"},
	{Name: "env_of", Group: groupCode, Host: true, Signatures: []Signature{takes(List(String), x)},
		Doc: "names of the environment variables that x is read from", Unknown: "not resolvable"},
	{Name: "env_fields", Group: groupCode, Host: true, Signatures: []Signature{takes(List(Dyn), x)},
		Doc:     "names of the environment variables that the fields of a settings class, and of the classes its file derives from it, are read from; `[]` for any other class",
		Unknown: "x is; a single field where its alias, the prefix or what it is made of is"},
	{Name: "place", Group: groupCode, Host: true, Signatures: []Signature{takes(Place, x)},
		Doc: "where x was made or defined", Unknown: "not resolvable"},
	{Name: "is_a", Group: groupCode, Host: true, Signatures: []Signature{takes(Bool, x, Param{"type", String})},
		Doc: "x is an object of the `known` type, a class or instance of (a subclass of) the dotted name, or the module of that name", Unknown: "the receiver is"},
	{Name: "after", Group: groupCode, Host: true, Signatures: []Signature{takes(Dyn, Param{"callback", Dyn})},
		Doc: "what a callback hands on: its result, else its first parameter as it leaves it; a list of callbacks in order", Unknown: "a body is not readable"},
	{Name: "sends", Group: groupCode, Host: true, Signatures: []Signature{takes(Map(Dyn), x)},
		Doc: "header map of a client or call; keys compare without case", Unknown: "never; open where a part is unknown"},
	{Name: "built_at", Group: groupCode, Host: true, Signatures: []Signature{takes(Place, x)},
		Doc: "where the outermost object of x is put together; `null` outside the workspace"},
	{Name: "freshness", Group: groupCode, Host: true, Signatures: []Signature{takes(String, x)},
		Doc: "`constant`, `once` or `per-use`", Unknown: "aliasing through unknown code"},
	{Name: "lifetime", Group: groupCode, Host: true, Signatures: []Signature{takes(String, x)},
		Doc: "how long the object lives: `process`, `cached`, `instance` or `call`; `place` of the answer is where it is dropped per call", Unknown: "the object escapes to unreadable code, a loop shares it, or it stands in for one that may be given"},
	{Name: "fields", Group: groupCode, Host: true, Signatures: []Signature{takes(List(String), x)},
		Doc:     "field paths of a type, model, struct or object literal; of one of several types those that all have",
		Unknown: "none is seen; with an index signature, or of an open object, there may be more"},
	{Name: "members", Group: groupCode, Host: true, Signatures: []Signature{takes(List(String), x)},
		Doc: "names of all that an object of a class has: fields, methods, what its own code or that of a derived class sets", Unknown: "a base class is not known, it takes any name, a decorator or other code may add some"},
	{Name: "same_fields", Group: groupCode, Host: true, Signatures: []Signature{takes(List(Dyn), x)},
		Doc:     "for each value in an object, other than a constant, the names it goes by: fields that are given it, and its path; only where there are several",
		Unknown: "it is no object that is seen"},
	{Name: "same_code", Group: groupCode, Host: true, Signatures: []Signature{takes(Bool, x, Param{"y", Dyn})},
		Doc: "same text, same bindings, no call in it", Unknown: "never"},
	{Name: "destination", Group: groupCode, Host: true, decided: true, Signatures: []Signature{takes(String, Param{"url", Dyn}, Param{"own", List(Dyn)})},
		Doc: "`ours`, `third-party` or `same-origin`", Unknown: "a bare parameter, a response field, the result of a call"},
	{Name: "same_name", Group: groupNames, Signatures: []Signature{takes(Bool, Param{"a", Dyn}, Param{"b", Dyn})}, impl: sameNames,
		Doc: "equal as words, split at case change and at `_ - . / :`; lists element by element"},
	{Name: "name_in", Group: groupNames, Signatures: []Signature{takes(Bool, Param{"a", Dyn}, Param{"names", Dyn})}, impl: nameIn,
		Doc: "a (each of a) is `same_name` to one of names", Unknown: "names is open"},
	{Name: "agrees", Group: groupNames, Signatures: []Signature{takes(Bool, Param{"name", Dyn}, Param{"path", Dyn})}, impl: agrees,
		Doc:     "the access path names this field: `same_name`, or the path is the end of the name after a `.`; false for no name and for lists of other lengths",
		Unknown: "everything else: a merely different name is no evidence"},
}

// ownCall is a call of a function of ours that needs no knowledge of code.
type ownCall struct {
	fn   *Function
	args []node
}

func (n ownCall) eval(f *frame) *value.Value { return n.fn.impl(f, n.args) }

// hostCall is a call of a function that the Host answers.
type hostCall struct {
	fn   *Function
	args []node
}

func (n hostCall) eval(f *frame) *value.Value {
	args := make([]*value.Value, len(n.args))
	for i, a := range n.args {
		v := f.eval(a)
		if n.fn.decided {
			decided, ok := f.decide(v)
			if !ok {
				return decided
			}
			v = decided
		}
		args[i] = f.chosen(v)
	}
	if f.in.Host == nil {
		return value.NewUnknown("`" + n.fn.Name + "` cannot be asked here")
	}
	out := f.in.Host.Call(n.fn.Name, args, f.in)
	if out == nil {
		return value.NewUnknown("`" + n.fn.Name + "` has no answer")
	}
	if out.Kind == value.Unknown {
		// It could not be said over all branches: try each.
		for _, a := range args {
			if a.Kind == value.Branch {
				f.force(a)
			}
		}
	}
	return out
}

// strict makes an implementation of a function of values: an unknown argument makes the result unknown.
func strict(impl func(f *frame, args []*value.Value) *value.Value) func(*frame, []node) *value.Value {
	return func(f *frame, args []node) *value.Value {
		vs := make([]*value.Value, len(args))
		var unknown *value.Value
		for i, a := range args {
			if vs[i] = f.forced(a); vs[i].Kind == value.Unknown {
				unknown = both(unknown, vs[i])
			}
		}
		if unknown != nil {
			return unknown
		}
		return impl(f, vs)
	}
}
