module example.com/ferry/crossing

go 1.21

require (
	github.com/Azure/azure-sdk-for-go/sdk/azcore v1.11.1
	github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos v1.0.0
	github.com/go-resty/resty/v2 v2.11.0
)
