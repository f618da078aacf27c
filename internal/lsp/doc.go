// Package lsp serves the engine to editors, by the Language Server Protocol (3.17) over one connection.
//
// What an editor is shown is what an audit of the workspace finds, with the texts of open documents in place of the files on disk: no
// finding is made or left out here. A session holds one workspace. Changes ask it for another generation of results; it waits until
// nothing has changed for a moment, audits in the background, gives up an audit that a change has overtaken, and then tells the client
// (by publishing, or by asking it to pull: never both). Requests that need results wait for the generation of their moment.
//
// The engine is behind one interface (Auditor), so that nothing but auditor.go knows how results come about. What a run has learned is
// restated as a view: plain text and places, without the program that they were learned from. A view never changes.
//
// Where rules or configuration do not load, their faults are diagnostics of these files, and the last results that were whole stay.
//
// Positions: the engine's are lines and columns in bytes from 1, those of the protocol are package protocol's. The text of the very
// run stands between them (texts).
package lsp
