// Package envconfig is a stub.
package envconfig

func Process(prefix string, spec interface{}) error { return nil }
func MustProcess(prefix string, spec interface{})   {}
