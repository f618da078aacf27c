// Package config reads the product's id.
package config

import "os"

// ProductID names the product.
var ProductID = os.Getenv("PRODUCT_ID")
