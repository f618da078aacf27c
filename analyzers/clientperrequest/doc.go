// Package clientperrequest defines a pass that finds clients with a connection pool that are made anew for each call.
//
// # Analyzer clientperrequest
//
// clientperrequest: report clients with connections of their own that are made per call
//
// Each new client opens new connections with a new TLS handshake, and under load the machine runs out of ports:
//
//	func (s *Service) Plans(ctx context.Context) ([]Plan, error) {
//		client, err := azcosmos.NewClient(endpoint, cred, nil) // made, used, and dropped
//		...
//	}
//
// Looked at are http.Clients with a Transport that is made for them, and what the list go-pooled-clients of the rule files names:
// clients of azcosmos, Service Bus, resty, Redis, MongoDB, pools of databases. An http.Client without a Transport, or with a shared
// one, has no connections of its own.
//
// A client lives as long as what holds it: a variable of the package, a field, what a constructor returns, a closure. Reported is one
// that nothing holds, in a function that does not run once. A client that is given to code that cannot be seen is not judged.
//
// # Rules
//
// client-per-request.
package clientperrequest
