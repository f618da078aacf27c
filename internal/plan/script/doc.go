// Package script writes the TypeScript program that copies the documents of a container into one with another partition key.
//
// The program has two parts. What depends on the code that was read (names, keys, renamed fields, the predicate, the types of
// documents) is a table of constants at its head, written by this package; names come from other people's code, so each is
// escaped for the place it stands in. Everything else is the same for every migration and stands in parts/*.ts, in the order
// of the files' names: arguments, documents, account, files, copying, comparing, the run.
//
// The package knows no facts, findings or rules. Its options are a small model of their own, which the plan fills in.
package script
