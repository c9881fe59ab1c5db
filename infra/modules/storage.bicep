// The storage account: comics and PDFs, the Functions host, the durable history. No keys, nothing public.
param name string
param location string
param tags { *: string }

@description('The app.')
param appPrincipalId string

@description('Who deploys and uploads. Empty: no one is given rights.')
param deployerPrincipalId string

@description('Of the app; empty: the account has no firewall.')
param subnetId string

@description('Address ranges that pass the firewall too.')
param allowedAddressRanges string[]

// The name that the app knows. One container with all folders as prefixes: a container's name has three letters at least, so none can be "in".
@minLength(3)
param containerName string = 'comics'

@minValue(1)
@maxValue(365)
@description('Days that deleted and overwritten blobs can be brought back. Each overwriting of state.json or jobs.json is kept that long: few days.')
param softDeleteDays int = 3

// Owner and not Contributor: what the Functions host asks for, for locks, receipts and keys.
var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var appRoles = [storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: empty(subnetId)
      ? null
      : {
          defaultAction: 'Deny'
          // Event Grid and diagnostics.
          bypass: 'AzureServices'
          virtualNetworkRules: [{ id: subnetId }]
          ipRules: map(allowedAddressRanges, range => { value: range })
        }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: containerName
  properties: { publicAccess: 'None' }
}

resource appAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    name: guid(account.id, appPrincipalId, role)
    scope: account
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// A person or a pipeline: the kind is left open.
resource deployerAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  name: guid(account.id, deployerPrincipalId, storageBlobDataContributor)
  scope: account
  properties: {
    principalId: deployerPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

output name string = account.name
output containerName string = container.name
