// Package value holds what evaluation knows of an expression: a value, a partly known value, or an unknown with its
// reason, each with the place it comes from.
//
// Values are immutable once made and may be shared between goroutines. The package knows neither syntax nor rules: the
// code behind a value is carried as an opaque Ref, which the evaluator put there and takes back.
//
// Three things make a value partly known. An object or list may be open: it may have more members, and Open says why. A
// property may be Maybe: it is there on some branches only. A Branch has a different value by branch. An unknown may
// still know the start of its text (Prefix) and what stands behind it (Origin).
package value
