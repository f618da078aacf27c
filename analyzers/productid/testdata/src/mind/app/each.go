package app

// Of several ids, and of a list that has one so far, none is the product's own.
func each(productId ...string) {}

func by_each() { each("mindlyst") }

var listed = []event{{ProductID: "mindlyst"}}
