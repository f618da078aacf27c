// Package live answers requests, and keeps the id of each.
package live

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"

	"example.com/ferry/crossing/internal/config"
	"example.com/ferry/crossing/internal/fares"
)

// Handle keeps the id that it is sent, or makes one.
func Handle(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get(config.Header) // ok/types: request-id
	if id == "" {
		id = newID()
	}
	w.Header().Set(config.Header, id)
	if err := fares.List(r.Context(), id); err != nil {
		http.Error(w, "no fares", http.StatusBadGateway)
	}
}

func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}
