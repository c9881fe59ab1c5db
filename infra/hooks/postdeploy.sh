#!/bin/sh
# After each deployment: subscribes the app to new blobs. Needs the running app: it makes the key of the blob extension, and Event Grid
# calls the endpoint before it accepts it. azd gives the outputs of infra/main.bicep as variables. Can be run again at any time.
set -eu

say() { echo "postdeploy: $*" >&2; }

: "${AZURE_RESOURCE_GROUP:?run by azd, or with its values: azd env get-values}" "${AZURE_STORAGE_ACCOUNT_NAME:?}" "${BLOB_CONTAINER:?}" "${APP_HOST_ID:?}" "${SERVICE_APP_URI:?}"
here=$(cd "$(dirname "$0")" && pwd)
function=BlobEvent
tries=${POSTDEPLOY_TRIES:-60}
pause=${POSTDEPLOY_PAUSE_SECONDS:-10}

if [ -z "${EVENT_TOPIC_NAME:-}" ]; then
  say "the app takes requests of some addresses only, so Event Grid cannot reach it: new comics are found by reconciliation"
  exit 0
fi
command -v az >/dev/null 2>&1 || { say "needs the Azure CLI (az), logged in as the one who deploys"; exit 1; }

# Keys are in the storage account, readable for who deploys; a role that was just given may take minutes to count.
key_of_blob_extension() {
  az storage blob download --only-show-errors --auth-mode login --account-name "$AZURE_STORAGE_ACCOUNT_NAME" \
    --container-name azure-webjobs-secrets --name "$APP_HOST_ID/host.json" --file "$work/host.json" --no-progress --output none 2>"$work/error" || return 0
  tr -d '\n\r' <"$work/host.json" | sed -n 's/.*"name": *"blobs_extension", *"value": *"\([^"]*\)", *"encrypted": *false.*/\1/p' | sed 's/+/%2B/g; s/\//%2F/g; s/=/%3D/g'
}

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

say "waiting for the app and for the key of its blob extension ..."
key=
while [ -z "$key" ]; do
  rm -f "$work/error"
  key=$(key_of_blob_extension)
  [ -n "$key" ] && break
  tries=$((tries - 1))
  if [ "$tries" -le 0 ]; then
    if [ -s "$work/error" ]; then cat "$work/error" >&2; fi
    say "no key called blobs_extension in azure-webjobs-secrets/$APP_HOST_ID/host.json. Look at the app's log:"
    say "  az containerapp logs show --resource-group $AZURE_RESOURCE_GROUP --name ${SERVICE_APP_NAME:-?} --tail 100"
    exit 1
  fi
  sleep "$pause"
done

# In a file and not on the command line, where everybody on this machine could read the key.
cat >"$work/parameters.json" <<END
{
  "\$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "topicName": { "value": "$EVENT_TOPIC_NAME" },
    "containerName": { "value": "$BLOB_CONTAINER" },
    "endpoint": { "value": "$SERVICE_APP_URI/runtime/webhooks/blobs?functionName=Host.Functions.$function&code=$key" }
  }
}
END
az deployment group create --only-show-errors --output none ${AZURE_SUBSCRIPTION_ID:+--subscription "$AZURE_SUBSCRIPTION_ID"} \
  --resource-group "$AZURE_RESOURCE_GROUP" --name event-subscription \
  --template-file "$here/../modules/event-subscription.bicep" --parameters "@$work/parameters.json"
say "new blobs in $BLOB_CONTAINER/in/ are told to $function"
