// Package env is a stub.
package env

type Options struct{ Prefix string }

func Parse(v any) error                                    { return nil }
func ParseWithOptions(v any, o Options) error              { return nil }
func ParseAs[T any]() (t T, err error)                     { return }
func ParseAsWithOptions[T any](o Options) (t T, err error) { return }
