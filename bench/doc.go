// Package bench holds what proves connaudit on code that nobody wrote for it: the clean corpus, whose findings somebody has
// looked at one by one (clean_corpus.golden), and the comparison with other tools (run.sh). What a report costs beside a check
// report.sh measures, over a workspace of many repositories that bench/workspace writes. What the cache is worth to
// a pre-commit hook, on the change sets of real commits, staged.sh measures. How long an editor waits for diagnostics after a keystroke
// bench/keystroke measures, over the protocol.
//
// The corpus is fetched by corpus.sh and is not part of the repository. Its test is built with the tag corpus only, so that
// go test ./... needs nothing but Go and a C compiler; with the tag a corpus that is not there is a failure.
package bench
