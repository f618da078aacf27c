// Package env is a stub.
package env

type Options struct{ Prefix string }

func Parse(v interface{}) error                          { return nil }
func ParseWithOptions(v interface{}, opts Options) error { return nil }
func ParseAs[T any]() (T, error)                         { var t T; return t, nil }
