// Package requestheader defines a pass that finds HTTP requests to the team's own services that lack a required header.
//
// # Analyzer requestheader
//
// requestheader: report HTTP requests to own services that are sent without a required header
//
// A request without its request id starts a new trace, and one without its product id is answered for the wrong product:
//
//	req, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("BILLING_URL")+"/plans", nil)
//	...
//	resp, err := http.DefaultClient.Do(req) // no req.Header.Set("x-request-id", id)
//
// Looked at are requests made with net/http, from where they are made to where they are sent: in closures, through helpers that
// take or return them, also of other packages, and through RoundTrippers of the client that sends them; http.Get, Post, Head and
// PostForm; requests of resty; and clients of GraphQL that are given a client of net/http. A header is looked for by its name, which may be a constant of any package. What is given to code that
// cannot be seen, or sent by a client that cannot be seen, is not judged.
//
// Own services are what `destination` of rule files says: this machine, private addresses, names without a dot, own_hosts, and
// hosts read from the environment whose variable names no third party. All other addresses are not judged.
//
// A header is demanded where the settings say so (a param of the rule is set), or where the module itself sends it: a package
// and those of its module that it imports, in at least two places, or in one and reads it off incoming requests.
//
// A fix is suggested where a handler has the header of the incoming request in a variable that is surely not empty, and makes the
// request itself: it sends it on.
//
// # Rules
//
// request-id, product-id. Their params `header`, `own_hosts` and `exempt` are flags.
package requestheader
