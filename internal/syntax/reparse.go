package syntax

import (
	"bytes"

	sitter "github.com/smacker/go-tree-sitter"
)

// Reparser parses the texts that one file has one after the other, as somebody types. It keeps the parser's own tree of the last text that
// had no errors, so that only what is around a change is parsed again. Its trees are those of Parse. The zero value is ready; it is not safe
// for concurrent use, and Close gives its memory back.
type Reparser struct {
	grammar *Grammar
	text    []byte
	tree    *sitter.Tree // nil where there is none yet
}

// Parse is Parse for the next text.
func (r *Reparser) Parse(g *Grammar, text []byte) (*Tree, error) {
	if len(text) > MaxBytes {
		return nil, ErrTooLarge
	}
	p := parsers.Get().(*sitter.Parser)
	defer parsers.Put(p)
	tree, err := r.parse(p, g, text)
	if err != nil {
		return nil, err
	}
	root := tree.RootNode()
	nodes, err := flatten(root)
	if err != nil || root.HasError() {
		tree.Close()
	} else {
		r.Close()
		r.grammar, r.text, r.tree = g, text, tree
	}
	if err != nil {
		return nil, err
	}
	return newTree(g, text, nodes), nil
}

// parse starts from the last tree, if there is one. How a parser gets over an error depends on what it parsed before, so that a text with
// errors is parsed from its beginning.
func (r *Reparser) parse(p *sitter.Parser, g *Grammar, text []byte) (*sitter.Tree, error) {
	if r.tree == nil || r.grammar != g {
		return parseFrom(p, g, nil, text, parseLimit)
	}
	old := r.tree.Copy()
	defer old.Close()
	old.Edit(changed(r.text, text))
	tree, err := parseFrom(p, g, old, text, parseLimit)
	if err != nil || !tree.RootNode().HasError() {
		return tree, err
	}
	tree.Close()
	return parseFrom(p, g, nil, text, parseLimit)
}

// Close gives back the memory of the last tree.
func (r *Reparser) Close() {
	if r.tree != nil {
		r.tree.Close()
		r.tree = nil
	}
}

// changed says how one text comes from another: what stands between what both begin with and what both end in.
func changed(before, after []byte) sitter.EditInput {
	start := 0
	for start < min(len(before), len(after)) && before[start] == after[start] {
		start++
	}
	end := 0
	for end < min(len(before), len(after))-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	return sitter.EditInput{
		StartIndex: uint32(start), OldEndIndex: uint32(len(before) - end), NewEndIndex: uint32(len(after) - end),
		StartPoint: pointAt(before, start), OldEndPoint: pointAt(before, len(before)-end), NewEndPoint: pointAt(after, len(after)-end),
	}
}

// pointAt is the line and the column of an offset, both from 0, in bytes.
func pointAt(text []byte, offset int) sitter.Point {
	return sitter.Point{
		Row:    uint32(bytes.Count(text[:offset], []byte("\n"))),
		Column: uint32(offset - 1 - bytes.LastIndexByte(text[:offset], '\n')),
	}
}
