// The Durable Task Scheduler: orchestrations in a managed backend with a dashboard, in place of queues and tables of the storage account.
param name string
param location string
param tags { *: string }

@description('The app.')
param appPrincipalId string

@description('Who deploys, and may look at the dashboard. Empty: no one is given rights.')
param deployerPrincipalId string

param hubName string

var durableTaskDataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // Paid for what is done; Dedicated has a price when idle.
    sku: { name: 'Consumption' }
    // Who may come in is said by roles; it knows no keys.
    ipAllowlist: ['0.0.0.0/0']
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: hubName
  properties: {}
}

resource appAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hub.id, appPrincipalId, durableTaskDataContributor)
  scope: hub
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableTaskDataContributor)
  }
}

// A person or a pipeline: the kind is left open.
resource deployerAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  name: guid(hub.id, deployerPrincipalId, durableTaskDataContributor)
  scope: hub
  properties: {
    principalId: deployerPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableTaskDataContributor)
  }
}

output endpoint string = scheduler.properties.endpoint
output hubName string = hub.name
