// Package viper is a stub.
package viper

func BindEnv(input ...string) error { return nil }
func SetEnvPrefix(in string)        {}
func GetString(key string) string   { return "" }
