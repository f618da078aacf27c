// Package link turns matched code into facts: it knows what library code means (known entries), evaluates what fact
// entries record, and follows facts that hang on parameters to the callers that settle them.
//
// Its hard part is code that means something only together with other code. An http-call inside a function is how the
// callers of that function send, and an http-call inside a factory is how its clients send. So linking goes in rounds:
// calls are looked at where they stand; if what they record hangs on parameters, the functions around them become
// wrappers (their callers state the facts) or factories (their calls make clients); the names of clients then lead to
// the files where these are used (candidates.go). Rounds end when nothing new appears.
//
// A Linker links a program once, or again and again while files of it are replaced (Remember, Replace). Then a ledger keeps what each piece of
// work gave, with a record of all that the work was told; the rounds are the same, and only what would be told something else now is done
// again. A check keeps its answers in the same way (Watch).
package link
