package golang

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Language is Go.
var Language = &lang.Language{
	Name:       "go",
	Extensions: []string{".go"},
	Grammar:    func(string) *syntax.Grammar { return syntax.Go() },
}

func init() { Language.Lower, Language.Expr = Lower, Expr }

// kind numbers the node types that mean something here, so that one index tells what to do with a node.
type kind uint8

const (
	other kind = iota
	kArgumentList
	kAssignment
	kBinary
	kBlank
	kBlock
	kBreak
	kCall
	kCommunicationCase
	kComposite
	kConstDeclaration
	kConstSpec
	kContinue
	kConversion
	kDec
	kDefaultCase
	kDot
	kExpressionCase
	kExpressionList
	kExpressionStatement
	kExpressionSwitch
	kFalse
	kField
	kFieldIdentifier
	kFloat
	kFor
	kForClause
	kFuncLiteral
	kFunction
	kGenericType
	kGoto
	kIdentifier
	kIf
	kImaginary
	kImportSpec
	kInc
	kIndex
	kInt
	kIota
	kKeyed
	kLabeled
	kLiteralElement
	kLiteralValue
	kMethod
	kNil
	kPackage
	kPackageIdentifier
	kParameter
	kParenthesized
	kParenthesizedType
	kPointerType
	kQualifiedType
	kRange
	kRawString
	kReceive
	kReturn
	kRune
	kSelect
	kSelector
	kShortVar
	kSlice
	kString
	kStructType
	kTrue
	kTypeAlias
	kTypeAssertion
	kTypeCase
	kTypeIdentifier
	kTypeSpec
	kTypeSwitch
	kUnary
	kVarSpec
	kVariadic
	kVariadicParameter
	kindCount
)

// kindNames are the names in the grammar.
var kindNames = [kindCount]string{
	kArgumentList: "argument_list", kAssignment: "assignment_statement", kBinary: "binary_expression",
	kBlank: "blank_identifier", kBlock: "block", kBreak: "break_statement", kCall: "call_expression",
	kCommunicationCase: "communication_case", kComposite: "composite_literal", kConstDeclaration: "const_declaration",
	kConstSpec: "const_spec", kContinue: "continue_statement", kConversion: "type_conversion_expression",
	kDec: "dec_statement", kDefaultCase: "default_case", kDot: "dot", kExpressionCase: "expression_case",
	kExpressionList: "expression_list", kExpressionStatement: "expression_statement",
	kExpressionSwitch: "expression_switch_statement", kFalse: "false", kField: "field_declaration",
	kFieldIdentifier: "field_identifier", kFloat: "float_literal", kFor: "for_statement", kForClause: "for_clause",
	kFuncLiteral: "func_literal", kFunction: "function_declaration", kGenericType: "generic_type", kGoto: "goto_statement",
	kIdentifier: "identifier", kIf: "if_statement", kImaginary: "imaginary_literal", kImportSpec: "import_spec",
	kInc: "inc_statement", kIndex: "index_expression", kInt: "int_literal", kIota: "iota", kKeyed: "keyed_element",
	kLabeled: "labeled_statement", kLiteralElement: "literal_element", kLiteralValue: "literal_value",
	kMethod: "method_declaration", kNil: "nil", kPackage: "package_clause", kPackageIdentifier: "package_identifier",
	kParameter: "parameter_declaration", kParenthesized: "parenthesized_expression",
	kParenthesizedType: "parenthesized_type", kPointerType: "pointer_type", kQualifiedType: "qualified_type",
	kRange: "range_clause", kRawString: "raw_string_literal", kReceive: "receive_statement", kReturn: "return_statement",
	kRune: "rune_literal", kSelect: "select_statement", kSelector: "selector_expression",
	kShortVar: "short_var_declaration", kSlice: "slice_expression", kString: "interpreted_string_literal",
	kStructType: "struct_type", kTrue: "true", kTypeAlias: "type_alias", kTypeAssertion: "type_assertion_expression",
	kTypeCase: "type_case", kTypeIdentifier: "type_identifier", kTypeSpec: "type_spec",
	kTypeSwitch: "type_switch_statement", kUnary: "unary_expression", kVarSpec: "var_spec",
	kVariadic: "variadic_argument", kVariadicParameter: "variadic_parameter_declaration",
}

// kinds finds the kind of a node.
var kinds = walk.NewKinds[kind](kindNames[:])

func kindOf(n syntax.Node) kind { return kinds.Of(n) }

// The roles of children that are asked for.
var (
	fAlias         = syntax.FieldNamed("alias")
	fAlternative   = syntax.FieldNamed("alternative")
	fArguments     = syntax.FieldNamed("arguments")
	fBody          = syntax.FieldNamed("body")
	fConsequence   = syntax.FieldNamed("consequence")
	fField         = syntax.FieldNamed("field")
	fFunction      = syntax.FieldNamed("function")
	fIndex         = syntax.FieldNamed("index")
	fLeft          = syntax.FieldNamed("left")
	fName          = syntax.FieldNamed("name")
	fOperand       = syntax.FieldNamed("operand")
	fOperator      = syntax.FieldNamed("operator")
	fPackage       = syntax.FieldNamed("package")
	fParameters    = syntax.FieldNamed("parameters")
	fPath          = syntax.FieldNamed("path")
	fReceiver      = syntax.FieldNamed("receiver")
	fResult        = syntax.FieldNamed("result")
	fRight         = syntax.FieldNamed("right")
	fType          = syntax.FieldNamed("type")
	fTypeArguments = syntax.FieldNamed("type_arguments")
	fValue         = syntax.FieldNamed("value")
)

// only returns the first named child that is no comment.
func only(n syntax.Node) syntax.Node { return n.NamedFirst() }

// list returns the expressions of an expression list, or n itself where the grammar has none.
func list(n syntax.Node) (out []syntax.Node) {
	if n.IsNone() {
		return nil
	}
	if kindOf(n) != kExpressionList {
		return []syntax.Node{n}
	}
	for c := range n.NamedChildren() {
		out = append(out, c)
	}
	return out
}

// named returns the children of n in the role of its name.
func named(n syntax.Node) (out []syntax.Node) {
	for c := range n.NamedChildren() {
		if c.Field() == fName {
			out = append(out, c)
		}
	}
	return out
}
