// Package envexample defines a pass that compares the environment variables a module reads with its example file.
//
// # Analyzer envexample
//
// envexample: report environment variables that are missing in the module's example file
//
// Whoever starts a service from .env.example gets an empty text for a variable that is not in it, and the code goes on:
//
//	func endpoint() string { return os.Getenv("COSMOS_ENDPOINT") } // .env.example does not have it
//
// Read are os.Getenv, os.LookupEnv and functions around them that take the name, also in other packages of the module; fields
// with tags `env` and `envconfig`, with the prefixes of what they are nested in and of the call that fills them; and names
// given to viper's BindEnv. What the program sets itself with os.Setenv need not be documented. A module without an example
// file, in its folder or above it, is not judged.
//
// # Rules
//
// env-example. Its params `files` (names of example files) and `ignore` (globs of variables) are flags.
package envexample
