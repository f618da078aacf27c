package syntax

// Statement returns the innermost statement or class member that n is or lies in, none at the top of a file.
func Statement(n Node) Node {
	for !n.IsNone() && !isStatement(n) {
		n = n.Parent()
	}
	return n
}

func isStatement(n Node) bool {
	switch n.Parent().Type() {
	case "program", "module", "statement_block", "block", "class_body", "switch_case", "export_statement":
		return n.Named()
	}
	return false
}

// IsBody reports whether n is a block of statements or the members of a class.
func IsBody(n Node) bool {
	switch n.Type() {
	case "statement_block", "block", "class_body":
		return true
	}
	return false
}

// IsLiteral reports whether n is an object or a list, written out or as a pattern: its members stand beside one another.
func IsLiteral(n Node) bool {
	switch n.Type() {
	case "object", "array", "object_pattern", "array_pattern", "dictionary", "list", "set", "tuple", "expression_list":
		return true
	}
	return false
}
