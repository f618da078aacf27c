package syntax

var (
	functionField = FieldNamed("function")
	awaitKind     = Named("await_expression")
)

// Callee returns what the call n calls. TypeScript's `await f<T>(x)` is read by the grammar as a call of `await f`, which nobody
// writes without parentheses: there it is f.
func (n Node) Callee() Node {
	c := n.Child(functionField)
	if !c.IsNone() && c.Kind() == awaitKind {
		return c.NamedFirst()
	}
	return c
}
