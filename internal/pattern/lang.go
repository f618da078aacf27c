package pattern

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Lang is the language a pattern is written in. One Lang may reach several grammars. The zero Lang is invalid.
type Lang int

// The languages. TypeScript patterns may hold types; both match trees of the typescript, tsx and javascript grammars.
const (
	TypeScript Lang = iota + 1
	JavaScript
	Python
	Go
)

// String returns the language's name as rule files spell it.
func (l Lang) String() string {
	switch l {
	case TypeScript:
		return "typescript"
	case JavaScript:
		return "javascript"
	case Python:
		return "python"
	case Go:
		return "go"
	}
	return "unknown language"
}

// grammars returns the grammars that may read a pattern of the language, in the order in which they are tried. A
// JavaScript pattern is read as TypeScript: the trees differ little, and views bring them together.
func (l Lang) grammars() []*syntax.Grammar {
	switch l {
	case TypeScript, JavaScript:
		return []*syntax.Grammar{syntax.TypeScript(), syntax.TSX(), syntax.JavaScript()}
	case Python:
		return []*syntax.Grammar{syntax.Python()}
	case Go:
		return []*syntax.Grammar{syntax.Go()}
	}
	return nil
}

// kindSet is a set of kinds as bits.
type kindSet []uint64

func kindsOf(names ...string) kindSet {
	var s kindSet
	for _, n := range names {
		s = s.with(syntax.Named(n))
	}
	return s
}

// with returns s and k, leaving s as it is.
func (s kindSet) with(k syntax.Kind) kindSet {
	s = slices.Clone(s)
	for len(s) <= int(k>>6) {
		s = append(s, 0)
	}
	s[k>>6] |= 1 << (k & 63)
	return s
}

func (s kindSet) has(k syntax.Kind) bool { return int(k>>6) < len(s) && s[k>>6]>>(k&63)&1 != 0 }

func (s kindSet) list() []syntax.Kind {
	var out []syntax.Kind
	for i, w := range s {
		for b := range 64 {
			if w>>b&1 != 0 {
				out = append(out, syntax.Kind(i*64+b))
			}
		}
	}
	return out
}

func (s kindSet) union(o kindSet) kindSet {
	out := append(kindSet(nil), s...)
	for _, k := range o.list() {
		out = out.with(k)
	}
	return out
}

// The grammars' node types by the part they play for matching. Names of all grammars stand together.
var (
	kNames = kindsOf("identifier", "property_identifier", "type_identifier", "shorthand_property_identifier",
		"shorthand_property_identifier_pattern", "statement_identifier", "private_property_identifier", "predefined_type",
		"this", "super", "field_identifier", "package_identifier", "label_name", "blank_identifier")
	kProperties = kindsOf("property_identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern",
		"statement_identifier", "private_property_identifier", "field_identifier")
	kIdentifiers = kindsOf("identifier", "shorthand_property_identifier")
	kTransparent = kindsOf("parenthesized_expression", "non_null_expression")
	kMembers     = kindsOf("member_expression", "attribute", "selector_expression", "qualified_type")
	kCalls       = kindsOf("call_expression", "call")
	kNew         = kindsOf("new_expression")
	kStrings     = kindsOf("string", "template_string", "concatenated_string", "interpreted_string_literal", "raw_string_literal")
	kNumbers     = kindsOf("number", "integer", "float", "int_literal", "float_literal")
	kTuples      = kindsOf("tuple", "expression_list", "pattern_list", "tuple_pattern")
	kArrays      = kindsOf("array", "array_pattern")
	kLists       = kindsOf("list", "list_pattern")
	kObjects     = kindsOf("object")
	kObjectPats  = kindsOf("object_pattern")
	kDicts       = kindsOf("dictionary")
	kSets        = kindsOf("set")
	kFuncDecls   = kindsOf("function_declaration", "generator_function_declaration")
	kFuncExprs   = kindsOf("function_expression", "generator_function", "arrow_function", "function", "func_literal")
	kMethods     = kindsOf("method_definition", "method_declaration")
	kDefs        = kindsOf("function_definition")
	kLambdas     = kindsOf("lambda")
	kClasses     = kindsOf("class_declaration", "abstract_class_declaration", "class", "class_definition")
	kDecls       = kindsOf("lexical_declaration", "variable_declaration", "var_declaration", "const_declaration")
	kAssigns     = kindsOf("assignment_expression", "assignment")
	kFields      = kindsOf("public_field_definition", "field_definition")
	kBlocks      = kindsOf("statement_block", "block", "program", "module", "class_body", "switch_case", "switch_default",
		"interface_body", "object_type", "enum_body", "source_file", "expression_case", "default_case", "type_case", "communication_case")
	kBinaries = kindsOf("binary_expression", "binary_operator", "boolean_operator")
	kImports  = kindsOf("import_statement", "import_from_statement", "future_import_statement", "import_spec")
	kElements = kindsOf("jsx_element", "jsx_self_closing_element")
	kLoops    = kindsOf("for_statement", "for_in_statement")

	// kSimple are statements without statements of their own: an expression pattern in a sequence is looked for in them.
	kSimple = kindsOf("expression_statement", "return_statement", "throw_statement", "raise_statement", "lexical_declaration",
		"variable_declaration", "assert_statement", "delete_statement", "print_statement", "short_var_declaration", "assignment_statement",
		"var_declaration", "const_declaration", "go_statement", "defer_statement", "send_statement", "inc_statement", "dec_statement")
	// kScopes are code that runs at another time than the statement around it.
	kScopes = kFuncDecls.union(kFuncExprs).union(kMethods).union(kDefs).union(kLambdas).union(kClasses)

	// kOptional are children that code may have without the pattern naming them: less is more.
	kOptional = kindsOf("else_clause", "finally_clause", "accessibility_modifier", "override_modifier", "type_annotation",
		"type_arguments", "type_parameters", "optional_chain", "decorator", "elif_clause")

	// kExpressions are the nodes a bare $X matches: all that has a value.
	kExpressions = kindsOf("identifier", "shorthand_property_identifier", "this", "super", "member_expression", "attribute", "call_expression",
		"call", "new_expression", "string", "template_string", "concatenated_string", "number", "integer", "float", "regex",
		"true", "false", "null", "undefined", "none", "ellipsis", "tuple", "list", "array", "object", "dictionary", "set",
		"function_expression", "generator_function", "arrow_function", "function", "lambda", "class", "assignment_expression",
		"augmented_assignment_expression", "binary_expression", "binary_operator", "boolean_operator", "not_operator",
		"comparison_operator", "unary_expression", "unary_operator", "update_expression", "ternary_expression",
		"conditional_expression", "await_expression", "await", "yield_expression", "yield", "subscript_expression", "subscript",
		"as_expression", "satisfies_expression", "type_assertion", "list_comprehension", "dictionary_comprehension",
		"set_comprehension", "generator_expression", "named_expression", "jsx_element", "jsx_self_closing_element",
		"sequence_expression", "expression_list", "import", "selector_expression", "interpreted_string_literal", "raw_string_literal",
		"int_literal", "float_literal", "imaginary_literal", "rune_literal", "nil", "iota", "composite_literal", "func_literal",
		"index_expression", "slice_expression", "type_assertion_expression", "type_conversion_expression")
)

// optionalField are roles that code may fill without the pattern naming them.
var optionalField = map[syntax.Field]bool{
	syntax.FieldNamed("alternative"): true, syntax.FieldNamed("finalizer"): true, syntax.FieldNamed("cause"): true,
	syntax.FieldNamed("type"): true, syntax.FieldNamed("return_type"): true, syntax.FieldNamed("type_parameters"): true,
	syntax.FieldNamed("type_arguments"): true, syntax.FieldNamed("decorator"): true, syntax.FieldNamed("optional_chain"): true,
}

// Roles of children.
var (
	fObject    = syntax.FieldNamed("object")
	fProperty  = syntax.FieldNamed("property")
	fAttribute = syntax.FieldNamed("attribute")
	fFunction  = syntax.FieldNamed("function")
	fArguments = syntax.FieldNamed("arguments")
	fName      = syntax.FieldNamed("name")
	fValue     = syntax.FieldNamed("value")
	fKey       = syntax.FieldNamed("key")
	fLeft      = syntax.FieldNamed("left")
	fRight     = syntax.FieldNamed("right")
	fType      = syntax.FieldNamed("type")
	fBody      = syntax.FieldNamed("body")
	fOperator  = syntax.FieldNamed("operator")
	fOperators = syntax.FieldNamed("operators")
	fKind      = syntax.FieldNamed("kind")
	fTypeArgs  = syntax.FieldNamed("type_arguments")
	fOperand   = syntax.FieldNamed("operand")
	fField     = syntax.FieldNamed("field")
	fPackage   = syntax.FieldNamed("package")
	fResult    = syntax.FieldNamed("result")
	fReceiver  = syntax.FieldNamed("receiver")
	fPath      = syntax.FieldNamed("path")
)

// strip looks through parentheses and TypeScript's non-null mark.
func strip(n syntax.Node) syntax.Node {
	for kTransparent.has(n.Kind()) {
		inner := firstNamed(n)
		if inner.IsNone() {
			return n
		}
		n = inner
	}
	return n
}

func firstNamed(n syntax.Node) syntax.Node {
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if c.Named() && !c.Extra() {
			return c
		}
	}
	return syntax.Node{}
}

func namedChildren(n syntax.Node) []syntax.Node {
	var out []syntax.Node
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if c.Named() && !c.Extra() {
			out = append(out, c)
		}
	}
	return out
}
