// Package azcore is a stub.
package azcore

// ClientOptions is what all clients are made with.
type ClientOptions struct{ APIVersion string }
