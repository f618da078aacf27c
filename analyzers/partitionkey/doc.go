// Package partitionkey defines a pass that compares the partition keys of Cosmos DB containers with the keys that code passes.
//
// # Analyzer partitionkey
//
// partitionkey: report Cosmos DB calls whose partition key is not that of the container
//
// A point read with a key from another field never finds its document:
//
//	azcosmos.ContainerProperties{ID: "orders", PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{"/id"}}}
//	...
//	c.ReadItem(ctx, azcosmos.NewPartitionKeyString(o.CustomerID), o.ID, nil)
//
// Containers are declared by azcosmos.ContainerProperties, also in helpers that take name and path, and are followed from
// NewContainer through variables, fields, parameters, maps by name and functions that return them, also of other packages of the
// module. Keys are read from NewPartitionKeyString and its like, from AppendString and its like, and from fields of documents by
// their json tags. Documents are the structs that json.Marshal makes the item of, and that json.Unmarshal reads it into.
//
// A name that is merely different proves nothing: reported is a key that the container surely does not have.
//
// # Rules
//
// partition-key: one container, declared with several keys. partition-key-use: a call that passes another key.
// partition-key-type: a document without the key's field.
package partitionkey
