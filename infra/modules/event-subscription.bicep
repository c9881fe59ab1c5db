// New blobs in in/ are told to the app. Deployed by infra/hooks/postdeploy.sh: Event Grid calls the endpoint before it accepts it.
param topicName string
param containerName string

@secure()
@description('The webhook of the blob extension, with its key.')
param endpoint string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'new-comics'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: endpoint
        maxEventsPerBatch: 1
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${containerName}/blobs/in/'
      // Only whole blobs: FlushWithClose is the last call of an upload through the data lake interface.
      advancedFilters: [
        {
          key: 'data.api'
          operatorType: 'StringIn'
          values: ['PutBlob', 'PutBlockList', 'FlushWithClose', 'CopyBlob']
        }
      ]
    }
    // A day of tries; what is still missed then is found by reconciliation.
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
