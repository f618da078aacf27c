// Package engine is one audit, from discovery to sorted findings: open the workspace, load the rules, read the files, link
// facts, judge checks, run rules, and restate everything as a result.
//
// Check takes the result from the cache where an earlier run asked the same of files that answer the same. Live goes on from one result to
// the next while files change, as a server for editors needs it.
//
// It owns the order of these steps and nothing else; each step is a package of its own. It writes nothing and exits
// never; what went wrong without stopping the audit is in the result.
package engine
