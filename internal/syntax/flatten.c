#include "flatten.h"

// Declared here instead of included: the binding does not export its headers. Both packages are linked into one program.
extern TSTreeCursor ts_tree_cursor_new(TSNode);
extern void ts_tree_cursor_delete(TSTreeCursor *);
extern bool ts_tree_cursor_goto_first_child(TSTreeCursor *);
extern bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
extern bool ts_tree_cursor_goto_parent(TSTreeCursor *);
extern TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
extern uint16_t ts_tree_cursor_current_field_id(const TSTreeCursor *);
extern uint16_t ts_node_symbol(TSNode);
extern uint32_t ts_node_start_byte(TSNode);
extern uint32_t ts_node_end_byte(TSNode);
extern bool ts_node_is_named(TSNode);
extern bool ts_node_is_missing(TSNode);
extern bool ts_node_is_extra(TSNode);
extern bool ts_node_has_error(TSNode);
extern uint32_t ts_node_descendant_count(TSNode);

uint32_t connaudit_count(TSNode root) { return ts_node_descendant_count(root); }

uint32_t connaudit_flatten(TSNode root, flat_node *out, uint32_t capacity) {
  TSTreeCursor cursor = ts_tree_cursor_new(root);
  uint32_t n = 0;
  int32_t parent = -1, previous = -1;
  for (;;) {
    if (n >= capacity) {
      n++; // One more than fits: the caller sees that the count was wrong.
      break;
    }
    TSNode node = ts_tree_cursor_current_node(&cursor);
    int32_t me = (int32_t)n++;
    flat_node *f = &out[me];
    f->start = ts_node_start_byte(node);
    f->end = ts_node_end_byte(node);
    f->parent = parent;
    f->next = -1;
    f->last = me;
    f->symbol = ts_node_symbol(node);
    f->field = (uint8_t)ts_tree_cursor_current_field_id(&cursor);
    f->flags = (ts_node_is_named(node) ? FLAT_NAMED : 0) | (ts_node_is_missing(node) ? FLAT_MISSING : 0) |
               (ts_node_is_extra(node) ? FLAT_EXTRA : 0) | (ts_node_has_error(node) ? FLAT_HAS_ERROR : 0) |
               (f->symbol == UINT16_MAX ? FLAT_ERROR : 0);
    // The library does not count the ERROR that stands for bytes no token begins with; those around it have to know.
    if (f->flags & (FLAT_ERROR | FLAT_MISSING | FLAT_HAS_ERROR))
      for (int32_t p = parent; p >= 0 && !(out[p].flags & FLAT_HAS_ERROR); p = out[p].parent) out[p].flags |= FLAT_HAS_ERROR;
    if (previous >= 0) out[previous].next = me;
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      parent = me;
      previous = -1;
      continue;
    }
    previous = me;
    while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
      if (parent < 0 || !ts_tree_cursor_goto_parent(&cursor)) goto done;
      out[parent].last = (int32_t)n - 1;
      previous = parent;
      parent = out[parent].parent;
    }
  }
done:
  ts_tree_cursor_delete(&cursor);
  return n;
}
