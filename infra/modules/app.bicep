// The app: the Functions host in a container, always on.
param name string
param environmentName string
param location string
param tags { *: string }
param identityName string
param registryEndpoint string
param workspaceName string
param insightsConnectionString string
param storageAccountName string

@secure()
param apiKey string
param imageName string

@minValue(1)
param replicas int
param cpu string
param memory string
param ocrLanguages string
param allowedAddressRanges string[]

@description('Of the Durable Task Scheduler; empty: orchestrations are in the storage account.')
param schedulerEndpoint string
param schedulerHubName string
param telemetryMode 'applicationInsights' | 'openTelemetry'

@description('Of a network of one\'s own; empty: none.')
param subnetId string
param extraSettings { *: string }

// Listens where the app does, so that the probes pass before the first deployment.
var placeholderImage = 'mcr.microsoft.com/dotnet/samples:aspnetapp'
var port = 8080
// Outside App Service the host would derive it from the machine's name: replicas would have keys, locks and receipts of their own.
var hostId = 'comic2pdf'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: environmentName
  location: location
  tags: tags
  properties: {
    // Through diagnostic settings, which need no key of the workspace.
    appLogsConfiguration: { destination: 'azure-monitor' }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId, internal: false }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: environment
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

var settings = [
  { name: 'FUNCTIONS_WORKER_RUNTIME', value: 'dotnet-isolated' }
  { name: 'AzureFunctionsWebHost__hostid', value: hostId }
  // The host makes the addresses of its webhooks from it. Without it every function with a durable client fails ("Webhooks are not configured"), and the
  // key that Event Grid's subscription needs is never made. App Service sets it; Container Apps do not.
  { name: 'WEBSITE_HOSTNAME', value: '${name}.${environment.properties.defaultDomain}' }
  { name: 'AzureFunctionsJobHost__logging__console__isEnabled', value: 'true' }
  { name: 'AzureWebJobsStorage__accountName', value: storageAccountName }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: identity.properties.clientId }
  { name: 'AzureWebJobsSecretStorageType', value: 'blob' }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnectionString }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'Authorization=AAD;ClientId=${identity.properties.clientId}' }
  { name: 'STORAGE', value: 'blobs' }
  // Event Grid tells of blobs, and the app looks by itself for what it was not told; the trigger that scans the account is not needed.
  { name: 'AzureWebJobs_BlobArrived_Disabled', value: 'true' }
  { name: 'AzureWebJobs_BlobEvent_Disabled', value: empty(allowedAddressRanges) ? 'false' : 'true' }
  // Each look is a paid listing: seldom where Event Grid tells.
  { name: 'POLL_INTERVAL_MS', value: empty(allowedAddressRanges) ? '60000' : '10000' }
  { name: 'DATA_DIR', value: '/tmp/comic2pdf' }
  { name: 'API_KEY', secretRef: 'api-key' }
  { name: 'OCR_LANG', value: ocrLanguages }
  // As much at the same time as there are replicas to do it.
  { name: 'PREP_CONCURRENCY', value: string(2 * replicas) }
  { name: 'OCR_CONCURRENCY', value: string(replicas) }
  { name: 'MAX_JOBS_IN_FLIGHT', value: string(3 * replicas) }
  // Of several replicas none may take all: four long activities each (two PREP, two chunks of a book), and room for two short ones.
  { name: 'AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions', value: replicas == 1 ? '16' : '6' }
]

var durableTask = 'AzureFunctionsJobHost__extensions__durableTask__'
var schedulerSettings = empty(schedulerEndpoint)
  ? []
  : [
      { name: '${durableTask}storageProvider__type', value: 'azureManaged' }
      { name: '${durableTask}storageProvider__connectionStringName', value: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING' }
      { name: '${durableTask}hubName', value: schedulerHubName }
      { name: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING', value: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}' }
    ]
// With it the sampling of host.json does not count.
var telemetrySettings = telemetryMode == 'openTelemetry' ? [{ name: 'AzureFunctionsJobHost__telemetryMode', value: 'OpenTelemetry' }] : []

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'auto'
        allowInsecure: false
        ipSecurityRestrictions: [
          for (range, i) in allowedAddressRanges: { name: 'allowed-${i}', ipAddressRange: range, action: 'Allow' }
        ]
      }
      registries: [{ server: registryEndpoint, identity: identity.id }]
      secrets: [{ name: 'api-key', value: apiKey }]
    }
    template: {
      // Time to end pages that are being read; what is left is taken up by the next replica.
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'app'
          image: empty(imageName) ? placeholderImage : imageName
          resources: { cpu: json(cpu), memory: memory }
          env: concat(settings, schedulerSettings, telemetrySettings, map(items(extraSettings), s => { name: s.key, value: s.value }))
        }
      ]
      scale: { minReplicas: replicas, maxReplicas: replicas }
    }
  }
}

output name string = app.name
output environmentName string = environment.name
output hostId string = hostId
output uri string = 'https://${app.properties.configuration.ingress.fqdn}'
