// Package dredger lies in a module whose go.mod the go command cannot read: it is read as text.
package dredger

import "os"

// Dredge and Sound read one variable each.
func Dredge() string { return os.Getenv("DREDGE") } // ok: env-example

func Sound() string { return os.Getenv("SOUNDING") } // want: env-example "missing in pier/dredger/.env.example"
