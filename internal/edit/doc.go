// Package edit makes edits of one file's text and shows them.
//
// What it writes keeps to the code around: the quotes, the indentation, the line ends, one line or several, and whether the last
// member of a list has a comma behind it. It looks at syntax alone: where something is to be written, and that it may be, is told
// by whoever evaluated the code. Where the text would have to be guessed at, it returns an error that says why.
package edit
