package main

import "github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"

func seed() {
	c, _ := azcosmos.NewClientFromConnectionString("x", nil)
	c.NewContainer("db", "x")
}
