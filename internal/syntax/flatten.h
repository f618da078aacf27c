#ifndef CONNAUDIT_FLATTEN_H
#define CONNAUDIT_FLATTEN_H

#include <stdbool.h>
#include <stdint.h>

// The two structures of tree-sitter's public header that cross the border, by value. flatten_test.go checks their sizes.
typedef struct {
  uint32_t context[4];
  const void *id;
  const void *tree;
} TSNode;

typedef struct {
  const void *tree;
  const void *id;
  uint32_t context[3];
} TSTreeCursor;

enum { FLAT_NAMED = 1, FLAT_MISSING = 2, FLAT_EXTRA = 4, FLAT_HAS_ERROR = 8, FLAT_ERROR = 16 };

// One node of a flattened tree in pre-order. Positions are bytes from 0, end exclusive; indices are -1 for none.
typedef struct {
  uint32_t start, end;
  int32_t parent, next, last; // last: index of the last node of this subtree
  uint16_t symbol;
  uint8_t field, flags;
} flat_node;

// How many nodes there are from root down.
uint32_t connaudit_count(TSNode root);

// Fills out with the nodes from root down and returns their number; capacity + 1 when they do not fit, and then the
// links of out are not whole.
uint32_t connaudit_flatten(TSNode root, flat_node *out, uint32_t capacity);

#endif
