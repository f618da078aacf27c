package lsp

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
	"github.com/bytelyst/connaudit/internal/fix"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// errOld says that an action was offered for other contents.
var errOld = errors.New("the file has changed since; ask again")

// current is the text of a file as it is now, for edits: what the editor holds, else what is on disk.
type current struct {
	abs string
	doc *document // nil: it is not open
	raw []byte
}

// current reads a file that edits are for. Nothing outside the repositories is edited, and nothing that a link leads to.
func (v *view) current(abs string) (*current, error) {
	if err := fix.Writable(abs, v.result.Dirs); err != nil {
		return nil, fmt.Errorf("%s is not changed: %w", abs, err)
	}
	if doc := v.server.docs.snapshot()[abs]; doc != nil {
		return &current{abs, doc, doc.text.Bytes}, nil
	}
	raw, err := os.ReadFile(abs)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read", abs)
	}
	return &current{abs, nil, raw}, nil
}

// text is the contents as the client counts in them: the mark at the start of a file on disk is no part of its text.
func (c *current) text(e protocol.Encoding) (text *protocol.Text, skipped int) {
	if c.doc != nil {
		return c.doc.text, 0
	}
	if len(c.raw) >= len(mark) && string(c.raw[:len(mark)]) == mark {
		skipped = len(mark)
	}
	return protocol.NewText(c.raw[skipped:], e), skipped
}

// fixEdits are the edits of a fix.
func (v *view) fixEdits(x diag.Fix) (*protocol.WorkspaceEdit, error) {
	files := map[string][]edit.Edit{}
	for _, e := range x.Edits {
		abs := absOf(v.dir, e.File)
		if abs == "" {
			return nil, errors.New("the file is not at hand")
		}
		c, err := v.current(abs)
		if err != nil {
			return nil, err
		}
		if diag.Contents(sha256.Sum256(c.raw)) != e.Of {
			return nil, errOld
		}
		files[abs] = append(files[abs], edit.Edit{Start: e.Start.Offset, End: e.End.Offset, Text: e.Text})
	}
	return v.workspaceEdit(files)
}

// changeEdits are the edits that lead to other contents of files.
func (v *view) changeEdits(changes []fix.Change) (*protocol.WorkspaceEdit, error) {
	files := map[string][]edit.Edit{}
	for _, c := range changes {
		for _, e := range udiff.Lines(string(c.Old), string(c.New)) {
			files[c.Abs] = append(files[c.Abs], edit.Edit{Start: e.Start, End: e.End, Text: e.New})
		}
	}
	return v.workspaceEdit(files)
}

// workspaceEdit restates edits of files' bytes, by absolute path.
func (v *view) workspaceEdit(files map[string][]edit.Edit) (*protocol.WorkspaceEdit, error) {
	out := &protocol.WorkspaceEdit{}
	for _, abs := range slices.Sorted(maps.Keys(files)) {
		c, err := v.current(abs)
		if err != nil {
			return nil, err
		}
		text, skipped := c.text(v.server.encoding)
		var edits []protocol.TextEdit
		for _, e := range edit.Sorted(files[abs]) {
			edits = append(edits, protocol.TextEdit{Range: text.Range(e.Start-skipped, e.End-skipped), NewText: e.Text})
		}
		v.addEdits(out, c, edits)
	}
	return out, nil
}

func (v *view) addEdits(out *protocol.WorkspaceEdit, c *current, edits []protocol.TextEdit) {
	id := protocol.OptionalVersionedTextDocumentIdentifier{URI: protocol.URIOf(c.abs)}
	if c.doc != nil {
		id.URI, id.Version = c.doc.uri, &c.doc.version
	}
	if v.server.client.Workspace.WorkspaceEdit.DocumentChanges {
		out.DocumentChanges = append(out.DocumentChanges, protocol.TextDocumentEdit{TextDocument: id, Edits: edits})
		return
	}
	if out.Changes == nil {
		out.Changes = map[protocol.URI][]protocol.TextEdit{}
	}
	out.Changes[id.URI] = edits
}
