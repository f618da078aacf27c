// Command crossing is the service.
package main

import (
	"log"
	"net/http"

	"example.com/ferry/crossing/internal/config"
	"example.com/ferry/crossing/internal/live"
	"example.com/ferry/crossing/internal/store"
)

func main() {
	if _, err := store.Open(); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/fares", live.Handle)
	log.Fatal(http.ListenAndServe(":"+config.Or("PORT", "8080"), nil))
}
