package expr

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// Problem is what is wrong with an expression or template.
type Problem struct {
	Offset, End int    // bytes in the source text, from 0, end exclusive
	Message     string // what is wrong: a lowercase clause without a full stop
	Hint        string // what was meant, or what is allowed; may be empty
}

func (p Problem) String() string {
	if p.Hint == "" {
		return p.Message
	}
	return p.Message + "; " + p.Hint
}

// FlowMappingHint is what to do about an expression that YAML has cut at a comma or brace.
const FlowMappingHint = "quote it: inside `{…}` and `[…]` YAML ends a plain value at a comma or a closing bracket"

// CutShort reports whether src looks like the first half of an expression: a bracket or a string in it is not closed.
func CutShort(src string) bool {
	depth := 0
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '\'', '"':
			end, closed := skipString(src, i)
			if !closed {
				return true
			}
			i = end - 1
		}
	}
	return depth > 0
}

// syntaxProblems restates errors of the parser. One slip makes it report several; the first is the one that helps.
func syntaxProblems(src string, o runeOffsets, errs []*common.Error) []Problem {
	first := errs[0]
	for _, e := range errs[1:] {
		if o.at(src, e.Location) < o.at(src, first.Location) {
			first = e
		}
	}
	at := o.at(src, first.Location)
	p := Problem{Offset: at, End: tokenEnd(src, at)}
	message := strings.TrimPrefix(first.Message, "Syntax error: ")
	message = strings.ReplaceAll(message, "<EOF>", "the end")
	p.Message = strings.ReplaceAll(strings.ReplaceAll(message, "'the end'", "the end"), "mismatched input", "found")
	switch token := src[at:p.End]; {
	case strings.HasPrefix(message, "reserved identifier"):
		p.Message = fmt.Sprintf("`%s` is a word that CEL reserves", token)
		p.Hint = "the package folder is `pkg`; reserved are " + strings.Join(Reserved, ", ")
	case strings.Contains(message, "recursion limit"), strings.Contains(message, "count exceeds"):
		p.Message, p.Hint = fmt.Sprintf("the expression is nested too deep: at most %d levels are allowed", maxDepth), "divide it by `let`"
	case slices.Contains([]string{"and", "or", "not", "is"}, token):
		p.Message = fmt.Sprintf("`%s` is no operator", token)
		p.Hint = "write `&&`, `||`, `!`, `==`"
	case token == "=" || token == "&" || token == "|":
		p.Message, p.Hint = fmt.Sprintf("`%s` is no operator", token), fmt.Sprintf("write `%s%s`", token, token)
	case CutShort(src):
		p.Hint = FlowMappingHint
	}
	return []Problem{p}
}

// tokenEnd returns where the word or the single character at offset ends.
func tokenEnd(src string, at int) int {
	end := at
	for end < len(src) && (isIdentifier("a"+src[end:end+1]) || src[end] == '$') {
		end++
	}
	if end == at && at < len(src) {
		for end++; end < len(src) && src[end]&0xC0 == 0x80; {
			end++
		}
	}
	return end
}

// translator restates the type checker's errors in the words of the rule language.
type translator struct {
	env     *Env
	src     string
	tree    *ast.AST
	offsets runeOffsets
}

func (t *translator) problems(errs []*common.Error) []Problem {
	var out []Problem
	seen := map[string]bool{}
	for _, e := range errs {
		p := t.problem(e)
		key := fmt.Sprint(p.Offset, p.Message)
		if !seen[key] {
			seen[key] = true
			out = append(out, p)
		}
	}
	return sortProblems(out)
}

func (t *translator) problem(e *common.Error) Problem {
	at := t.offsets.at(t.src, e.Location)
	p := Problem{Offset: at, End: tokenEnd(t.src, at), Message: t.restore(e.Message)}
	x := find(t.tree.Expr(), e.ExprID)
	switch {
	case x == nil:
	case strings.HasPrefix(e.Message, "undeclared reference"):
		t.undeclared(&p, x)
	case strings.HasPrefix(e.Message, "undefined field") && x.Kind() == ast.SelectKind:
		t.undefinedField(&p, x)
	case strings.HasPrefix(e.Message, "found no matching overload") && x.Kind() == ast.CallKind:
		t.noOverload(&p, x)
	case strings.HasSuffix(e.Message, "does not support field selection") && x.Kind() == ast.SelectKind:
		p.Message = fmt.Sprintf("a %s has no members to select", t.typeOf(x.AsSelect().Operand()))
		p.Hint = "lists have [i] and the macros all, exists, exists_one, filter, map"
	case strings.HasPrefix(e.Message, "expected type"):
		p.Message = strings.ReplaceAll(p.Message, "'", "`")
	}
	return p
}

// restore puts `$X` back where the checker names its stand-in.
func (t *translator) restore(message string) string {
	return hiddenName.ReplaceAllStringFunc(message, shown)
}

func (t *translator) undeclared(p *Problem, x ast.Expr) {
	switch x.Kind() {
	case ast.CallKind:
		t.unknownFunction(p, x.AsCall())
		return
	case ast.StructKind:
		p.Message, p.Hint = "messages cannot be made here", "a map is written {'key': value}"
		return
	}
	path := shown(x.AsIdent())
	if m := dottedName.FindString(t.src[p.Offset:]); m != "" {
		path = m
	}
	p.End = p.Offset + len(path)
	names := t.env.Names()
	switch root, _, _ := strings.Cut(path, "."); {
	case strings.HasPrefix(path, "$"):
		p.Message = fmt.Sprintf("`%s` is bound by no pattern here", path)
		p.Hint = meant(path, withPrefix(names, "$"), "bound are")
	case root == "params":
		p.Message = fmt.Sprintf("there is no parameter `%s`", path)
		p.Hint = meant(path, withPrefix(names, "params."), "parameters are")
	default:
		p.End = p.Offset + len(root)
		p.Message = fmt.Sprintf("there is no name `%s` here", root)
		p.Hint = meant(root, names, "names are")
	}
}

var dottedName = regexp.MustCompile(`^\$?(?:\.\.\.)?[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*`)

func withPrefix(names []string, prefix string) []string {
	var out []string
	for _, n := range names {
		if strings.HasPrefix(n, prefix) {
			out = append(out, n)
		}
	}
	return out
}

func (t *translator) unknownFunction(p *Problem, c ast.CallExpr) {
	name := c.FunctionName()
	// The checker points at the bracket; the name stands before it.
	t.pointAt(p, name)
	p.Message = fmt.Sprintf("there is no function `%s`", t.src[p.Offset:p.End])
	if name == operators.Has || strings.HasPrefix(name, "opt") || name == "existsOne" {
		p.Message = fmt.Sprintf("`%s` is not offered", name)
		p.Hint = "compare with `null`, or ask `'k' in x`"
		if name == "existsOne" {
			p.Hint = "write `exists_one`"
		}
		return
	}
	lib, err := sharedLibrary()
	if err != nil {
		return
	}
	var all []string
	for f := range lib.byName {
		if isIdentifier(f) {
			all = append(all, f)
		}
	}
	if usage, ok := macroUsage[name]; ok {
		p.Message, p.Hint = fmt.Sprintf("`%s` does not take these arguments", name), "write "+usage
		return
	}
	for macro := range macroUsage {
		all = append(all, macro)
	}
	slices.Sort(all)
	if near := nearest(name, all); near != "" {
		p.Hint = fmt.Sprintf("did you mean `%s`?", near)
		return
	}
	var own []string
	for _, f := range functionTable {
		own = append(own, f.Name)
	}
	slices.Sort(own)
	p.Hint = "besides CEL's own there are " + strings.Join(own, ", ")
}

// pointAt moves p to the last place of name before it. name may be the stand-in of a metavariable.
func (t *translator) pointAt(p *Problem, name string) {
	before := hideMetavars(t.src)[:min(p.Offset+len(name), len(t.src))]
	if i := strings.LastIndex(before, name); i >= 0 {
		p.Offset, p.End = i, i+len(name)
	}
}

// macroUsage are the macros, which are no functions for cel-go.
var macroUsage = map[string]string{"all": "x.all(name, condition)", "exists": "x.exists(name, condition)",
	"exists_one": "x.exists_one(name, condition)", "filter": "x.filter(name, condition)",
	"map": "x.map(name, expression) or x.map(name, condition, expression)", "sortBy": "x.sortBy(name, key)"}

func (t *translator) undefinedField(p *Problem, x ast.Expr) {
	sel := x.AsSelect()
	of := Type{t.tree.GetType(sel.Operand().ID())}
	if i := strings.Index(t.src[p.Offset:], sel.FieldName()); i >= 0 {
		p.Offset += i
		p.End = p.Offset + len(sel.FieldName())
	}
	var fields []string
	for _, f := range t.env.schema.Fields(of) {
		fields = append(fields, f.Name)
	}
	p.Message = fmt.Sprintf("a %s has no attribute `%s`", of, sel.FieldName())
	p.Hint = meant(sel.FieldName(), fields, "it has")
}

func (t *translator) noOverload(p *Problem, x ast.Expr) {
	c := x.AsCall()
	var args []string
	if c.IsMemberFunction() {
		args = append(args, t.typeOf(c.Target()))
	}
	for _, a := range c.Args() {
		args = append(args, t.typeOf(a))
	}
	if symbol, ok := operators.FindReverse(c.FunctionName()); ok && symbol != "" {
		p.Message = fmt.Sprintf("`%s` does not take %s", symbol, strings.Join(args, " and "))
		return
	}
	switch c.FunctionName() {
	case operators.Conditional:
		p.Message = fmt.Sprintf("`? :` needs a bool and two values of one type, not %s", strings.Join(args, ", "))
		return
	case operators.Index:
		p.Message = fmt.Sprintf("%s cannot be indexed by %s", args[0], args[1])
		return
	}
	p.Message = fmt.Sprintf("`%s` does not take (%s)", c.FunctionName(), strings.Join(args, ", "))
	t.pointAt(p, c.FunctionName())
	p.Hint = "it takes " + signatures(c.FunctionName())
}

func (t *translator) typeOf(x ast.Expr) string {
	if ty := t.tree.GetType(x.ID()); ty.Kind() != types.TypeParamKind {
		return typeText(ty)
	}
	return "dyn"
}

func signatures(name string) string {
	lib, err := sharedLibrary()
	if err != nil || lib.byName[name] == nil {
		return "other arguments"
	}
	var out []string
	for _, o := range lib.byName[name].OverloadDecls() {
		var args []string
		for _, a := range o.ArgTypes() {
			args = append(args, typeText(a))
		}
		if o.IsMemberFunction() {
			out = append(out, args[0]+"."+name+"("+strings.Join(args[1:], ", ")+")")
		} else {
			out = append(out, name+"("+strings.Join(args, ", ")+")")
		}
	}
	return strings.Join(out, " or ")
}

// meant proposes the nearest of allowed names, or lists them.
func meant(name string, allowed []string, intro string) string {
	hint := ""
	if near := nearest(name, allowed); near != "" {
		hint = fmt.Sprintf("did you mean `%s`? ", near)
	}
	if len(allowed) == 0 {
		return hint + intro + " none"
	}
	return hint + intro + " " + strings.Join(allowed, ", ")
}

// nearest returns the candidate within two edits of name, case aside, or one that contains it or that it contains.
func nearest(name string, candidates []string) string {
	best, score := "", 3
	for _, c := range candidates {
		d := editDistance(strings.ToLower(name), strings.ToLower(c), score)
		if d < score && d*2 < max(len(name), len(c)) {
			best, score = c, d
		}
	}
	return best
}

// find returns the expression with that id below x.
func find(x ast.Expr, id int64) ast.Expr {
	var found ast.Expr
	ast.PreOrderVisit(x, ast.NewExprVisitor(func(e ast.Expr) {
		if e.ID() == id {
			found = e
		}
	}))
	return found
}
