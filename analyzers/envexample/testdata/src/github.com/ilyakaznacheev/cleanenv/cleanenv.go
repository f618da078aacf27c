// Package cleanenv is a stub.
package cleanenv

func ReadEnv(cfg interface{}) error                 { return nil }
func ReadConfig(path string, cfg interface{}) error { return nil }
