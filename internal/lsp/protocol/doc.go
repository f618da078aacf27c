// Package protocol is the part of the Language Server Protocol, version 3.17, that the server uses: types as they travel, and how
// positions and URIs translate. It knows nothing of audits.
//
// Lines and characters of a Position count from 0; what a character is was agreed on with the client, see Encoding. The end of a
// Range is exclusive.
package protocol
