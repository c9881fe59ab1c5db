// Everything that the app needs, in one resource group. `azd up` deploys it; docs/azure.md says how, and why it is so.
targetScope = 'subscription'

@minLength(1)
@maxLength(48)
@description('Name of the azd environment; names of resources are derived from it.')
param environmentName string

@minLength(1)
@metadata({ azd: { type: 'location' } })
@description('Region of all resources.')
param location string

@description('Object id of who deploys: may put comics into the container and read the key of the blob extension. Empty: no one is given rights.')
param deployerPrincipalId string = ''

@secure()
@minLength(20)
@description('API_KEY of the app: requests that change something must carry it as x-api-key.')
param apiKey string

@description('Image of the app. Empty, before the first deployment: a page that only answers.')
param imageName string = ''

@minValue(1)
@maxValue(16)
@description('Replicas. Never 0: durable timers and the watch of in/ need one, and nothing would wake the app. A fixed number: what scales by itself here looks at HTTP requests, not at books.')
param replicas int = 1

@description('Processors of a replica. Reading is bound by them.')
param cpu string = '2.0'

@description('Memory of a replica: twice the processors on the consumption profile.')
param memory string = '4Gi'

@description('OCR_LANG: the languages must be in the image.')
param ocrLanguages string = 'fra+eng'

@description('Address ranges (CIDR) that may reach the app; empty: all. With ranges Event Grid cannot reach it, and new comics are found by reconciliation alone.')
param allowedAddressRanges string[] = []

@description('Where orchestrations are kept. storage: queues and tables of the storage account. scheduler: the Durable Task Scheduler; the image must hold its package (docs/azure.md).')
param durableBackend 'storage' | 'scheduler' = 'storage'

@description('How the host sends telemetry. openTelemetry: its spans are parents of the app\'s, and OTEL_EXPORTER_OTLP_ENDPOINT in extraSettings sends them to a collector too.')
param telemetryMode 'applicationInsights' | 'openTelemetry' = 'applicationInsights'

@description('Addresses (CIDR, /27 or larger) of a network for the app, and a firewall before the storage account; empty: none. Who uploads then needs an address in allowedAddressRanges.')
param networkAddressPrefix string = ''

@description('Further settings of the app and of its host; docs/azure.md has examples.')
param extraSettings { *: string } = {}

@description('Who is mailed by alerts; empty: no mail, they are seen in the portal.')
param alertEmail string = ''

var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { workspaceName: 'log-${token}', insightsName: 'appi-${token}', location: location, tags: tags, publisherPrincipalId: identity.outputs.principalId }
}

module network 'modules/network.bicep' = if (!empty(networkAddressPrefix)) {
  name: 'network'
  scope: group
  params: { name: 'vnet-${token}', location: location, tags: tags, addressPrefix: networkAddressPrefix }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    deployerPrincipalId: deployerPrincipalId
    subnetId: network.?outputs.subnetId ?? ''
    allowedAddressRanges: allowedAddressRanges
  }
}

module scheduler 'modules/scheduler.bicep' = if (durableBackend == 'scheduler') {
  name: 'scheduler'
  scope: group
  params: { name: 'dts-${token}', location: location, tags: tags, appPrincipalId: identity.outputs.principalId, deployerPrincipalId: deployerPrincipalId, hubName: 'comic2pdf' }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  scope: group
  params: { name: 'cr${token}', location: location, tags: tags, pullPrincipalId: identity.outputs.principalId }
}

module events 'modules/events.bicep' = {
  name: 'events'
  scope: group
  params: { name: 'evgt-${token}', location: location, tags: tags, storageAccountName: storage.outputs.name }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'ca-${token}'
    environmentName: 'cae-${token}'
    location: location
    tags: tags
    identityName: identity.outputs.name
    registryEndpoint: registry.outputs.endpoint
    workspaceName: monitoring.outputs.workspaceName
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    storageAccountName: storage.outputs.name
    apiKey: apiKey
    imageName: imageName
    replicas: replicas
    cpu: cpu
    memory: memory
    ocrLanguages: ocrLanguages
    allowedAddressRanges: allowedAddressRanges
    schedulerEndpoint: scheduler.?outputs.endpoint ?? ''
    schedulerHubName: scheduler.?outputs.hubName ?? ''
    telemetryMode: telemetryMode
    subnetId: network.?outputs.subnetId ?? ''
    extraSettings: extraSettings
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: { location: location, tags: tags, insightsName: monitoring.outputs.insightsName, appName: app.outputs.name, email: alertEmail }
}

@description('Where azd pushes the image.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.endpoint
output AZURE_CONTAINER_ENVIRONMENT_NAME string = app.outputs.environmentName
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output BLOB_CONTAINER string = storage.outputs.containerName
output APP_HOST_ID string = app.outputs.hostId
output SERVICE_APP_NAME string = app.outputs.name
output SERVICE_APP_URI string = app.outputs.uri

@description('The system topic that the hook after deployment subscribes to; empty: Event Grid cannot reach the app.')
output EVENT_TOPIC_NAME string = empty(allowedAddressRanges) ? events.outputs.topicName : ''
