package python

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/walk"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Language is Python 3, with what the grammar reads of Python 2.
var Language = &lang.Language{
	Name:       "python",
	Extensions: []string{".py", ".pyi"},
	Grammar:    func(string) *syntax.Grammar { return syntax.Python() },
}

func init() { Language.Lower, Language.Expr = Lower, Expr }

// kind numbers the node types that mean something here, so that one index tells what to do with a node.
type kind uint8

const (
	other kind = iota
	kAsPattern
	kAsPatternTarget
	kAssignment
	kAttribute
	kAugmented
	kAwait
	kBinary
	kBoolean
	kBreak
	kCall
	kCaseClause
	kClass
	kComparison
	kConcatenated
	kConditional
	kContinue
	kDecorated
	kDecorator
	kDefaultParameter
	kDelete
	kDictComprehension
	kDictSplat
	kDictSplatPattern
	kDictionary
	kElif
	kElse
	kEllipsis
	kExcept
	kExceptGroup
	kExpressionList
	kExpressionStatement
	kFalse
	kFinally
	kFloat
	kFor
	kForIn
	kFunction
	kFutureImport
	kGenericType
	kGenerator
	kGlobal
	kIdentifier
	kIf
	kImport
	kImportFrom
	kInteger
	kInterpolation
	kKeywordArgument
	kKeywordSeparator
	kLambda
	kList
	kListComprehension
	kListPattern
	kListSplat
	kListSplatPattern
	kMatch
	kNamedExpression
	kNone
	kNonlocal
	kNot
	kPair
	kParenthesized
	kPatternList
	kRaise
	kReturn
	kSet
	kSetComprehension
	kSlice
	kString
	kSubscript
	kTrue
	kTry
	kTuple
	kTuplePattern
	kType
	kTypeAlias
	kTypedDefaultParameter
	kTypedParameter
	kUnary
	kWhile
	kWith
	kYield
	kindCount
)

// kindNames are the names in the grammar.
var kindNames = [kindCount]string{
	kAsPattern: "as_pattern", kAsPatternTarget: "as_pattern_target", kAssignment: "assignment", kAttribute: "attribute",
	kAugmented: "augmented_assignment", kAwait: "await", kBinary: "binary_operator", kBoolean: "boolean_operator",
	kBreak: "break_statement", kCall: "call", kCaseClause: "case_clause", kClass: "class_definition",
	kComparison: "comparison_operator", kConcatenated: "concatenated_string", kConditional: "conditional_expression",
	kContinue: "continue_statement", kDecorated: "decorated_definition", kDecorator: "decorator",
	kDefaultParameter: "default_parameter", kDelete: "delete_statement", kDictComprehension: "dictionary_comprehension",
	kDictSplat: "dictionary_splat", kDictSplatPattern: "dictionary_splat_pattern", kDictionary: "dictionary",
	kElif: "elif_clause", kElse: "else_clause", kEllipsis: "ellipsis", kExcept: "except_clause",
	kExceptGroup: "except_group_clause", kExpressionList: "expression_list", kExpressionStatement: "expression_statement",
	kFalse: "false", kFinally: "finally_clause", kFloat: "float", kFor: "for_statement", kForIn: "for_in_clause",
	kFunction: "function_definition", kFutureImport: "future_import_statement", kGenericType: "generic_type",
	kGenerator: "generator_expression", kGlobal: "global_statement", kIdentifier: "identifier", kIf: "if_statement",
	kImport: "import_statement", kImportFrom: "import_from_statement", kInteger: "integer",
	kInterpolation: "interpolation", kKeywordArgument: "keyword_argument", kKeywordSeparator: "keyword_separator",
	kLambda: "lambda", kList: "list", kListComprehension: "list_comprehension", kListPattern: "list_pattern",
	kListSplat: "list_splat", kListSplatPattern: "list_splat_pattern", kMatch: "match_statement",
	kNamedExpression: "named_expression", kNone: "none", kNonlocal: "nonlocal_statement", kNot: "not_operator",
	kPair: "pair", kParenthesized: "parenthesized_expression", kPatternList: "pattern_list", kRaise: "raise_statement",
	kReturn: "return_statement", kSet: "set", kSetComprehension: "set_comprehension", kSlice: "slice",
	kString: "string", kSubscript: "subscript", kTrue: "true", kTry: "try_statement", kTuple: "tuple",
	kTuplePattern: "tuple_pattern", kType: "type", kTypeAlias: "type_alias_statement",
	kTypedDefaultParameter: "typed_default_parameter", kTypedParameter: "typed_parameter", kUnary: "unary_operator",
	kWhile: "while_statement", kWith: "with_statement", kYield: "yield",
}

// kinds finds the kind of a node.
var kinds = walk.NewKinds[kind](kindNames[:])

func kindOf(n syntax.Node) kind { return kinds.Of(n) }

// The roles of children that are asked for.
var (
	fAlias       = syntax.FieldNamed("alias")
	fArgument    = syntax.FieldNamed("argument")
	fArguments   = syntax.FieldNamed("arguments")
	fAttribute   = syntax.FieldNamed("attribute")
	fBody        = syntax.FieldNamed("body")
	fCondition   = syntax.FieldNamed("condition")
	fConsequence = syntax.FieldNamed("consequence")
	fExpression  = syntax.FieldNamed("expression")
	fFunction    = syntax.FieldNamed("function")
	fGuard       = syntax.FieldNamed("guard")
	fKey         = syntax.FieldNamed("key")
	fLeft        = syntax.FieldNamed("left")
	fModuleName  = syntax.FieldNamed("module_name")
	fName        = syntax.FieldNamed("name")
	fObject      = syntax.FieldNamed("object")
	fOperator    = syntax.FieldNamed("operator")
	fOperators   = syntax.FieldNamed("operators")
	fParameters  = syntax.FieldNamed("parameters")
	fReturnType  = syntax.FieldNamed("return_type")
	fRight       = syntax.FieldNamed("right")
	fSubject     = syntax.FieldNamed("subject")
	fSubscript   = syntax.FieldNamed("subscript")
	fSuperclass  = syntax.FieldNamed("superclasses")
	fType        = syntax.FieldNamed("type")
	fValue       = syntax.FieldNamed("value")
)

// only returns the first named child that is no comment.
func only(n syntax.Node) syntax.Node { return n.NamedFirst() }

// typeOf returns the expression of a type annotation.
func typeOf(n syntax.Node) syntax.NodeID {
	t := n.Child(fType)
	if kindOf(t) == kType {
		t = only(t)
	}
	return t.ID()
}
