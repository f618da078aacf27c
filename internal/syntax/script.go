package syntax

import (
	"bytes"
	"strings"
)

// ScriptOf returns the code of a .vue or .svelte file: a text as long as the file in which all but the contents of the
// <script> elements is spaces, line ends kept, so that a position in it is the position in the file. (The bytes of a
// non-ASCII character become as many spaces: count UTF-16 columns in the file's own text.) lang is "js", "jsx", "ts" or
// "tsx", the least language that can read all blocks; ok is false for a file without such a block.
//
// It is no HTML parser. It knows comments, <style> and the attributes of <script>; blocks in other languages (a lang or
// type that is none of ours, such as JSON-LD) are left out, and a block that is never closed goes on to the end.
func ScriptOf(text []byte) (masked []byte, lang string, ok bool) {
	s := scriptScan{text: text}
	typed, markup := false, false
	end := -1 // of the block before
	for {
		b, more := s.next()
		if !more {
			break
		}
		if masked == nil {
			masked = blank(text)
		}
		if end >= 0 && end < b.Start {
			// The blocks are separate scripts: without this the second could continue the first one's last statement.
			masked[end] = ';'
		}
		copy(masked[b.Start:b.End], text[b.Start:b.End])
		typed, markup, end = typed || b.typed, markup || b.markup, b.End
	}
	switch {
	case masked == nil:
		return nil, "", false
	case typed && markup:
		return masked, "tsx", true
	case typed:
		return masked, "ts", true
	case markup:
		return masked, "jsx", true
	}
	return masked, "js", true
}

// blank returns text with every byte but those of line ends replaced by a space.
func blank(text []byte) []byte {
	masked := bytes.Repeat([]byte{' '}, len(text))
	for i, c := range text {
		if c == '\n' || c == '\r' {
			masked[i] = c
		}
	}
	return masked
}

// scriptBlock is the content of one element; typed says TypeScript, markup that there may be JSX in it.
type scriptBlock struct {
	Span
	typed, markup bool
}

// scriptScan moves through text once; at is where it goes on.
type scriptScan struct {
	text []byte
	at   int
}

// next returns the next block of code, false at the end.
func (s *scriptScan) next() (scriptBlock, bool) {
	for {
		i := bytes.IndexByte(s.text[s.at:], '<')
		if i < 0 {
			return scriptBlock{}, false
		}
		s.at += i
		switch {
		case bytes.HasPrefix(s.text[s.at:], []byte("<!--")):
			s.skipPast("-->")
		case s.opens("style"):
			if body, _ := s.openTag("style"); body {
				s.content("style")
			}
		case s.opens("script"):
			if b, ok := s.script(); ok {
				return b, true
			}
		default:
			s.at++
		}
	}
}

// script reads the element at s.at. It is false for one without content or in another language; what such an element
// holds is searched on, because it may have been no element but a word in a string.
func (s *scriptScan) script() (scriptBlock, bool) {
	body, attributes := s.openTag("script")
	typed, markup, known := scriptLanguage(attributes)
	if !body || !known {
		return scriptBlock{}, false
	}
	start := s.at
	return scriptBlock{Span{start, s.content("script")}, typed, markup}, true
}

// scriptLanguage is false for code that is neither JavaScript nor TypeScript.
func scriptLanguage(attributes map[string]string) (typed, markup, known bool) {
	name, ok := attributes["lang"]
	if !ok {
		name = attributes["type"]
	}
	name = strings.ToLower(strings.TrimSpace(name))
	for _, prefix := range []string{"text/", "application/", "x-"} {
		name = strings.TrimPrefix(name, prefix)
	}
	switch name {
	case "", "js", "javascript", "ecmascript", "module", "babel":
		return false, false, true
	case "jsx":
		return false, true, true
	case "ts", "typescript":
		return true, false, true
	case "tsx":
		return true, true, true
	}
	return false, false, false
}

// opens reports whether the start tag of an element called name is at s.at.
func (s *scriptScan) opens(name string) bool { return tagAt(s.text[s.at:], "<"+name) }

// tagAt reports whether rest begins with tag in any case and the name ends there.
func tagAt(rest []byte, tag string) bool {
	if len(rest) < len(tag) || !strings.EqualFold(string(rest[:len(tag)]), tag) {
		return false
	}
	return len(rest) == len(tag) || isSpace(rest[len(tag)]) || rest[len(tag)] == '>' || rest[len(tag)] == '/'
}

// content moves past the end tag of name and returns where the content before it ends.
func (s *scriptScan) content(name string) (end int) {
	for at := s.at; ; at++ {
		i := bytes.Index(s.text[at:], []byte("</"))
		if i < 0 {
			s.at = len(s.text)
			return s.at
		}
		at += i
		if tagAt(s.text[at:], "</"+name) {
			s.at = at
			s.skipPast(">")
			return at
		}
	}
}

func (s *scriptScan) skipPast(mark string) {
	if i := bytes.Index(s.text[s.at:], []byte(mark)); i >= 0 {
		s.at += i + len(mark)
		return
	}
	s.at = len(s.text)
}

// openTag moves past the start tag at s.at and returns its attributes, their names in lower case. body is false where no
// content follows: <script/>, or a tag that is cut short.
func (s *scriptScan) openTag(name string) (body bool, attributes map[string]string) {
	selfClosing := false
	s.at += len("<") + len(name)
	attributes = map[string]string{}
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == '>':
			s.at++
			return !selfClosing, attributes
		case c == '/' || isSpace(c):
			selfClosing = c == '/' || selfClosing && isSpace(c)
			s.at++
		default:
			selfClosing = false
			key, value := s.attribute()
			attributes[strings.ToLower(key)] = value
		}
	}
	return false, attributes
}

// attribute reads name, name=value or name="value"; it always moves on.
func (s *scriptScan) attribute() (name, value string) {
	start := s.at
	s.at++ // the name's first byte, even where it is "="
	name = string(s.text[start : start+1+s.skipUntil("=>/ \t\r\n\f")])
	if s.at == len(s.text) || s.text[s.at] != '=' {
		return name, ""
	}
	s.at++
	if s.at == len(s.text) {
		return name, ""
	}
	start = s.at
	if q := s.text[s.at]; q == '"' || q == '\'' {
		s.at++
		s.skipPast(string(q))
		return name, strings.Trim(string(s.text[start:s.at]), string(q))
	}
	return name, string(s.text[start : start+s.skipUntil("> \t\r\n\f")])
}

// skipUntil moves to the next byte of stops, or to the end, and returns how far that was.
func (s *scriptScan) skipUntil(stops string) int {
	n := bytes.IndexAny(s.text[s.at:], stops)
	if n < 0 {
		n = len(s.text) - s.at
	}
	s.at += n
	return n
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
