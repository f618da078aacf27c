// Package productid defines a pass that finds product ids written into the code.
//
// # Analyzer productid
//
// productid: report product ids that are literals where configuration should name them
//
// The same code runs for several products; a literal makes one product's data appear under another's name:
//
//	event := Event{ProductID: "acme"} // the module reads PRODUCT_ID elsewhere
//
// Looked at are constants, variables and fields called productId or x-product-id in any spelling, members of maps by that name,
// arguments for parameters of that name, and header values. Reported is a value that is known as a product id of this module: the
// settings or an example file name it, it is the default of the variable, or the module reads its own id from the environment and this
// is the only one in it. Values in lists are a catalogue, and so are several in one file.
//
// # Rules
//
// hardcoded-product-id. Its params `names`, `env_names` and `values` are flags.
package productid
