package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// section is where the settings stand in the client's.
const section = "connaudit"

// settings are connaudit.* of the client.
type settings struct {
	Enable   bool   `json:"enable"`   // false: nothing is audited
	Config   string `json:"config"`   // a configuration in place of the nearest connaudit.yaml; relative to the folder
	GoTypes  bool   `json:"goTypes"`  // Go modules are loaded with their types, on saving; else Go is read as text
	Delay    int    `json:"delay"`    // milliseconds without a change before an audit
	Workers  int    `json:"workers"`  // files that are worked on at a time; 0: one for each processor
	CodeLens bool   `json:"codeLens"` // lenses are shown
}

func defaultSettings() settings {
	return settings{Enable: true, Delay: 150, CodeLens: true, GoTypes: true}
}

// maxDelay bounds what the client may ask for, in milliseconds.
const maxDelay = 10_000

func (s settings) delay() time.Duration {
	return time.Duration(min(max(s.Delay, 0), maxDelay)) * time.Millisecond
}

// with lays what a client sends over settings: an object with them, or one that has them under connaudit. What is not there stays as it is; where
// one of them cannot be read all do, and the error says which and what it must be.
func (s settings) with(raw protocol.Raw) (settings, error) {
	var outer struct {
		Connaudit protocol.Raw `json:"connaudit"`
	}
	if json.Unmarshal(raw, &outer) == nil && len(outer.Connaudit) > 0 {
		raw = outer.Connaudit
	}
	if len(raw) == 0 {
		return s, nil
	}
	out := s
	err := json.Unmarshal(raw, &out)
	var of *json.UnmarshalTypeError
	switch {
	case err == nil:
		return out, nil
	case errors.As(err, &of) && of.Field != "":
		return s, fmt.Errorf("the setting %s.%s must be %s, not a JSON %s; until it is, no setting that came with it counts", section, of.Field, wanted[of.Type.Kind()], of.Value)
	}
	return s, fmt.Errorf("the settings under %s must be an object with some of those that docs/editors.md lists; they do not count", section)
}

// wanted says what a setting of a kind must be.
var wanted = map[reflect.Kind]string{reflect.Bool: "true or false", reflect.Int: "a whole number", reflect.String: "a text"}

// overFirst is what a client sends over what initialize brought. What is wrong with it goes to the log.
func (s *Server) overFirst(raw protocol.Raw) settings {
	out, err := s.first.with(raw)
	if err != nil {
		s.log(protocol.MessageWarning, "connaudit: "+err.Error())
	}
	return out
}

// same reports whether audits come out the same.
func (s settings) same(o settings) bool {
	s.Delay, s.CodeLens = o.Delay, o.CodeLens
	return s == o
}

// configure asks the client for its settings, if it answers such questions. It is not for handlers of notifications.
func (s *Server) configure() {
	if !s.client.Workspace.Configuration {
		return
	}
	var got []protocol.Raw
	err := s.ask("workspace/configuration", protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: section}}}, &got)
	switch {
	case err == nil && len(got) == 1:
		s.set(s.overFirst(got[0]))
	case s.ctx.Err() == nil:
		s.log(protocol.MessageWarning, "connaudit: the client does not answer which settings it has; those of before count")
	}
}

// set uses other settings from now on.
func (s *Server) set(next settings) {
	s.mu.Lock()
	was := s.settings
	s.settings = next
	s.mu.Unlock()
	if !was.same(next) {
		s.replace()
	}
}

func (s *Server) didChangeConfiguration(p *protocol.DidChangeConfigurationParams) {
	if s.client.Workspace.Configuration {
		s.background(s.configure)
		return
	}
	s.set(s.overFirst(p.Settings))
}
