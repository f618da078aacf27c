// D11-D14: one line, several lines, a list for a loop; what parameters hold is not known.
param containerName string = 'routes'

resource stops 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-05-15' = { // ok: partition-key
  parent: database
  name: 'stops'
  properties: {
    resource: {
      id: 'stops'
      partitionKey: { paths: ['/routeId'], kind: 'Hash' }
      indexingPolicy: { includedPaths: [{ path: '/*' }] }
    }
  }
}

resource events 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-05-15' = { // ok: partition-key
  parent: database
  name: 'events'
  properties: {
    resource: {
      id: 'events'
      partitionKey: {
        paths: [
          '/tenantId'
          '/userId'
        ]
        kind: 'MultiHash'
        version: 2
      }
    }
  }
}

var containers = [
  { name: 'plans', partitionKey: '/id' } // ok: partition-key
]

resource named 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-05-15' = {
  name: '${account.name}/${database.name}/${containerName}'
  properties: { resource: { id: containerName, partitionKey: { paths: ['/commented'] } } }
}

resource graph 'Microsoft.DocumentDB/databaseAccounts/gremlinDatabases/graphs@2024-05-15' = {
  name: 'routes'
  properties: { resource: { id: 'routes', partitionKey: { paths: ['/graph'] } } }
}
