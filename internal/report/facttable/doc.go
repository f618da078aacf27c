// Package facttable writes facts as tables for people: a row for each fact, or what the rule files join of them.
package facttable
