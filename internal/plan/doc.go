// Package plan makes of what an audit learned about one Cosmos DB container the way to one partition key: what is declared
// and used where, which documents lie in it, why it came to this, what can be done, with the edits, commands and checks of
// each way.
//
// Everything that it names (containers, keys, products, packages) comes from facts and from the files around them. It
// writes no file and runs no command but git, which it asks for the age of lines.
package plan
