// Package analyzers lists the Go passes of connaudit: golang.org/x/tools/go/analysis passes, for `go vet`, for
// golangci-lint, and for the audit. One directory is one pass; All is generated from the directories.
//
// A pass knows Go: what a request is sent with, which container a point read asks, which variable a field is read from. It
// does not know what is right. It states facts, of the kinds and roles and with the attributes of the rule files
// (rules/*.yaml), and the checks of those files judge them: `where`, `against`, `let`, `require` and `message` are read
// from the embedded YAML and evaluated with internal/expr, by internal/judge below this folder. So a shape has the same
// verdict and the same words in TypeScript, Python and Go. Nothing here needs cgo, a tree or the engine.
//
// # What others read of a pass
//
// Each pass has a result of type *model.Result: the facts that one package states, as internal/facts and internal/value
// know them. What a pass reports itself are the findings of these checks over the facts of its package (and of what that
// imports, by analysis facts); they are for vet and golangci-lint, whose world is a package. Who has the facts of a
// workspace, as internal/gocheck does, judges all of them together and leaves the diagnostics aside, but for their fixes.
//
//	kind             role                     key              value                    attributes
//	http             call                     its place        null                     client (null) url headers body (null)
//	http             client                   its place        null                     client (its place) url headers body (null)
//	http             server                   its place        null                     headers (the one it keeps)
//	inbound-header   read                     name, lower case null
//	product-id       -                        the name         the value                by env
//	cosmos-container declared                 container's name list of paths, "/id"     database account (resource: null)
//	cosmos-container used, queried            container's name access paths of the key  database account is_id
//	cosmos-container read, written            container's name fields of the document   database account same
//	cosmos-container opened                   container's name null                     database account
//	env              read                     variable's name  null
//	env              written                  variable's name  null
//	pooled-client    -                        what makes it    process cached instance call
//
// Which pass states what: requestheader http and inbound-header, productid product-id, partitionkey cosmos-container,
// envexample env, clientperrequest pooled-client.
//
// Keys, values and attributes are values of internal/value: an unknown has its reason, a string its origin (literal,
// env, env-default, config, parameter, computed), the variables it is read from (Env) and its place (At); a partly known
// string is an unknown with a Prefix. Headers are objects whose keys fold (Fold), open with a reason where more may be
// added. Access paths use the names of json tags where these are other words than the Go field. The values [] and
// `process`, `cached`, `instance`, `call` mean what docs/language.md says of field and lifetime.
//
// Places. A pass makes one value.File per Go file: Path and Display are the file's name as the driver gave it (absolute,
// for all drivers there are), Language is "go", Repo and Pkg are empty. Start and End are byte offsets. A place as a value
// (an attribute such as client, the key of http facts) is an Opaque value without Ref, whose At is the place.
// model.Result.Moved gives the facts with other files and with place values of the reader's making.
//
// A fact is stated where parameters are settled: a helper that takes the name of a container states its fact at each call
// in the package, with Origin where the code stands, and once at the code itself with Head set, which stands for them all. Where callers are in other packages of the module, the pass there
// states it, by analysis facts. So facts of several packages are simply put together; the same fact is never stated by two.
// Test files (_test.go) and generated files (`// Code generated ... DO NOT EDIT.`) state nothing.
package analyzers
