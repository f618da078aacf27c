// Package document is the audit as a document: what was found, what was fixed since when, what to change first, what is
// right already and how, what could not be decided.
//
// Build makes a Document from a result and a history; Markdown, JSON and HTML write it and decide nothing. It knows no check:
// units, tables and matrices are what checks state (diag.Check), views are the configuration's. The order of everything is
// total, no clock is asked and no path of the machine is in it, so that the same code, history and date give the same bytes.
package document
