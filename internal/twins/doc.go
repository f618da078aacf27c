// Package twins holds the table of verdict twins: one shape in TypeScript, Python and Go, with the verdict that all three have.
//
// A row is a file of testdata/rows: the rule that is asked, the verdict (violation, ok or unknown), the words of the finding, and below
// ts/, py/ and go/ the shape. The first two are read by the audit, which matches code by the rule files; Go by the passes, which have
// types. The test demands the same number of findings, the same rule and category, and the same message, but for what differs by
// language and is written down with the language's name. It imports the engine; the passes do not.
package twins
