// Package plain is a module that reads no product id from the environment.
package plain

type row struct{ ProductID string }

var x = row{ProductID: "apple"}
