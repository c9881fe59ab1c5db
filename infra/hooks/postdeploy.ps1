# The twin of postdeploy.sh for who deploys from Windows: subscribes the app to new blobs. Needs the running app: it makes the key of the blob extension, and Event
# Grid calls the endpoint before it accepts it. azd gives the outputs of infra/main.bicep as variables. Can be run again at any time.
$ErrorActionPreference = 'Stop'

function Say([string] $text) { [Console]::Error.WriteLine("postdeploy: $text") }

foreach ($name in 'AZURE_RESOURCE_GROUP', 'AZURE_STORAGE_ACCOUNT_NAME', 'BLOB_CONTAINER', 'APP_HOST_ID', 'SERVICE_APP_URI') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { Say "${name}: run by azd, or with its values: azd env get-values"; exit 1 }
}
$function = 'BlobEvent'
$tries = if ($env:POSTDEPLOY_TRIES) { [int] $env:POSTDEPLOY_TRIES } else { 60 }
$pause = if ($env:POSTDEPLOY_PAUSE_SECONDS) { [int] $env:POSTDEPLOY_PAUSE_SECONDS } else { 10 }

if (-not $env:EVENT_TOPIC_NAME) {
    Say 'the app takes requests of some addresses only, so Event Grid cannot reach it: new comics are found by reconciliation'
    exit 0
}
if (-not (Get-Command az -ErrorAction SilentlyContinue)) { Say 'needs the Azure CLI (az), logged in as the one who deploys'; exit 1 }

$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
[void] (New-Item -ItemType Directory -Path $work)
try {
    # Keys are in the storage account, readable for who deploys; a role that was just given may take minutes to count.
    Say 'waiting for the app and for the key of its blob extension ...'
    $keyFile = Join-Path $work 'host.json'
    $key = $null
    while ($true) {
        $lastError = az storage blob download --only-show-errors --auth-mode login --account-name $env:AZURE_STORAGE_ACCOUNT_NAME `
            --container-name azure-webjobs-secrets --name "$env:APP_HOST_ID/host.json" --file $keyFile --no-progress --output none 2>&1
        if ($LASTEXITCODE -eq 0) {
            $lastError = $null
            $key = (Get-Content -Raw $keyFile | ConvertFrom-Json).systemKeys | Where-Object { $_.name -eq 'blobs_extension' -and -not $_.encrypted } | Select-Object -First 1 -ExpandProperty value
        }
        if ($key) { break }
        $tries--
        if ($tries -le 0) {
            if ($lastError) { [Console]::Error.WriteLine("$lastError") }
            Say "no key called blobs_extension in azure-webjobs-secrets/$env:APP_HOST_ID/host.json. Look at the app's log:"
            Say "  az containerapp logs show --resource-group $env:AZURE_RESOURCE_GROUP --name $env:SERVICE_APP_NAME --tail 100"
            exit 1
        }
        Start-Sleep -Seconds $pause
    }

    # In a file and not on the command line, where everybody on this machine could read the key.
    $parameters = Join-Path $work 'parameters.json'
    @{
        '$schema'      = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#'
        contentVersion = '1.0.0.0'
        parameters     = @{
            topicName     = @{ value = $env:EVENT_TOPIC_NAME }
            containerName = @{ value = $env:BLOB_CONTAINER }
            endpoint      = @{ value = "$env:SERVICE_APP_URI/runtime/webhooks/blobs?functionName=Host.Functions.$function&code=$([Uri]::EscapeDataString($key))" }
        }
    } | ConvertTo-Json -Depth 5 | Set-Content -Encoding utf8 $parameters
    $subscription = if ($env:AZURE_SUBSCRIPTION_ID) { @('--subscription', $env:AZURE_SUBSCRIPTION_ID) } else { @() }
    az deployment group create --only-show-errors --output none @subscription `
        --resource-group $env:AZURE_RESOURCE_GROUP --name event-subscription `
        --template-file (Join-Path $PSScriptRoot '../modules/event-subscription.bicep') --parameters "@$parameters"
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    Say "new blobs in $env:BLOB_CONTAINER/in/ are told to $function"
}
finally {
    Remove-Item -Recurse -Force $work
}
