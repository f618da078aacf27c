// Package catalogue has several ids, on purpose, and values that are no product ids.
package catalogue

type product struct{ ProductID, Name string }

var all = []product{{ProductID: "mindlyst"}, {ProductID: "chronomind"}}

type price struct{ ProductID string }

var bought = price{ProductID: "prod_Nf83hsk"}
