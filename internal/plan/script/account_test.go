//go:build node

package script

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

type document = map[string]any

// account speaks to the server directly, past the proxy.
type account struct {
	t       *testing.T
	address string
}

const database = "/dbs/lysnrai"

func newAccount(t *testing.T, address string) account {
	a := account{t, address}
	a.send(http.MethodPost, "/dbs", nil, document{"id": "lysnrai"}, http.StatusCreated)
	return a
}

func (a account) send(method, path string, header map[string]string, body any, want int) []byte {
	a.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		a.t.Fatal(err)
	}
	r, err := http.NewRequest(method, "http://"+a.address+path, bytes.NewReader(text))
	if err != nil {
		a.t.Fatal(err)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		a.t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	if answer.StatusCode != want {
		a.t.Fatalf("%s %s: %s %s", method, path, answer.Status, got)
	}
	return got
}

func (a account) container(name, key string) {
	a.t.Helper()
	a.send(http.MethodPost, database+"/colls", nil, document{"id": name, "partitionKey": document{"paths": []string{key}, "kind": "Hash"}}, http.StatusCreated)
}

// add creates documents in their order.
func (a account) add(container string, documents ...document) {
	a.t.Helper()
	for _, d := range documents {
		a.send(http.MethodPost, database+"/colls/"+container+"/docs", nil, d, http.StatusCreated)
	}
}

// put replaces a document, or deletes it where there is no new one.
func (a account) put(container, id, key string, d document) {
	a.t.Helper()
	path := database + "/colls/" + container + "/docs/" + id
	header := map[string]string{"x-ms-documentdb-partitionkey": `["` + key + `"]`}
	if d == nil {
		a.send(http.MethodDelete, path, header, nil, http.StatusNoContent)
		return
	}
	a.send(http.MethodPut, path, header, d, http.StatusOK)
}

// all reads a container as it stands, with what the server adds.
func (a account) all(container string) []document {
	a.t.Helper()
	var answer struct{ Documents []document }
	if err := json.Unmarshal(a.send(http.MethodGet, database+"/colls/"+container+"/docs", nil, nil, http.StatusOK), &answer); err != nil {
		a.t.Fatal(err)
	}
	return answer.Documents
}

// content is documents as a multiset of texts, without what the server adds.
func content(t *testing.T, documents []document) map[string]int {
	t.Helper()
	set := map[string]int{}
	for _, d := range documents {
		own := document{}
		for name, value := range d {
			if !strings.HasPrefix(name, "_") {
				own[name] = value
			}
		}
		text, err := json.Marshal(own) // in the order of names
		if err != nil {
			t.Fatal(err)
		}
		set[string(text)]++
	}
	return set
}

// same compares two multisets, and names a few that differ.
func same(t *testing.T, what string, got, want map[string]int) {
	t.Helper()
	told := 0
	tell := func(d string) {
		if told++; told <= 5 && got[d] != want[d] {
			t.Errorf("%s: %d times, want %d: %s", what, got[d], want[d], d)
		}
	}
	for d := range want {
		if got[d] != want[d] {
			tell(d)
		}
	}
	for d := range got {
		if _, ok := want[d]; !ok {
			tell(d)
		}
	}
	if told > 5 {
		t.Errorf("%s: %d documents differ", what, told)
	}
}
