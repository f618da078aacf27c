package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// FieldName returns the name of the field whose address an instruction takes; empty where it is no field of a struct.
func FieldName(a *ssa.FieldAddr) string {
	ptr, ok := a.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	st, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	return st.Field(a.Field).Name()
}
