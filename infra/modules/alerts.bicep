// The runbook's thresholds (docs/runbook.md, Quick diagnosis) as alerts of Azure Monitor: over lines that the app logs, and over metrics of the platform. Each names its procedure.
param location string
param tags { *: string }
param insightsName string
param appName string

@description('Who is mailed; empty: no mail, alerts are seen in the portal.')
param email string

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource app 'Microsoft.App/containerApps@2025-01-01' existing = {
  name: appName
}

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-comic2pdf'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'comic2pdf'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var actions = empty(email) ? [] : [mail.id]

// Severity: 1 critical, 2 warning, 3 for information. A query gives a row for each reason to be told; `log` is what all of them begin with. Parts of lines are words of the app's own log messages,
// which a test compares with its sources.
var log = 'traces | where severityLevel >= 1'
var rules = [
  {
    name: 'disk-full'
    text: 'The store has no room, or cannot be written: jobs wait. docs/runbook.md, procedure 2'
    severity: 1
    minutes: 15
    query: '${log} | where message contains "disk_error" or message contains "the app is not healthy"'
  }
  {
    name: 'pdf-invalid'
    text: 'More than 5 % of the PDFs do not pass their check. docs/runbook.md, procedure 3'
    severity: 2
    minutes: 60
    query: '${log} | summarize bad = countif(message contains "pdf_invalid"), done = countif(message contains ": DONE, attempt") | where bad > 0 and bad > 0.05 * done'
  }
  {
    name: 'files-refused'
    text: 'Files were refused. docs/runbook.md, procedure 4'
    severity: 3
    minutes: 60
    query: '${log} | where message contains " is refused: " or message contains " cannot be taken and stays: "'
  }
  {
    name: 'jobs-stuck'
    text: 'Jobs run and nothing comes of them for two hours. docs/runbook.md, procedure 1'
    severity: 2
    minutes: 120
    query: '${log} | summarize begun = countif(message contains "_RUNNING, attempt"), ended = countif(message contains ": DONE, attempt" or message contains ": ERROR_PREP, attempt" or message contains ": ERROR_OCR, attempt"), first = minif(timestamp, message contains "_RUNNING, attempt") | where begun > 0 and ended == 0 and first < ago(100m)'
  }
  {
    name: 'heartbeat-lost'
    text: 'Attempts are given up because they are silent. docs/runbook.md, procedure 1'
    severity: 2
    minutes: 60
    query: '${log} | where message contains ": no heartbeat of " | summarize lost = count() | where lost > 3'
  }
  {
    name: 'jobs-fail'
    text: 'Jobs fail. docs/runbook.md, procedure 6'
    severity: 2
    minutes: 60
    query: '${log} | where message contains ": ERROR_PREP, attempt" or message contains ": ERROR_OCR, attempt" | summarize failed = count() | where failed > 3'
  }
  {
    name: 'workers-crash'
    text: 'Page workers crash or hold too much memory. docs/runbook.md, procedure 6'
    severity: 2
    minutes: 60
    query: '${log} | where message contains "page worker" and message contains " failed on a page: " | summarize crashed = count() | where crashed > 5'
  }
  {
    name: 'state-corrupt'
    text: 'Copies of the history were broken and are written again: somebody edits them, or the storage is damaged. docs/runbook.md, procedure 5'
    severity: 3
    minutes: 60
    query: '${log} | where message contains "json_corrupt"'
  }
  {
    name: 'duplicates-wait'
    text: 'Duplicates wait for a decision. docs/runbook.md, States'
    severity: 3
    minutes: 60
    query: '${log} | where message contains "it waits in hold/duplicates for a decision"'
  }
]

resource queries 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'comic2pdf: ${rule.name}'
      description: rule.text
      severity: rule.severity
      enabled: true
      scopes: [insights.id]
      evaluationFrequency: 'PT15M'
      windowSize: rule.minutes == 15 ? 'PT15M' : rule.minutes == 60 ? 'PT1H' : 'PT2H'
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: actions }
    }
  }
]

var platform = [
  {
    name: 'down'
    text: 'No replica of comic2pdf runs. docs/runbook.md, Quick diagnosis'
    severity: 1
    metric: 'Replicas'
    aggregation: 'Maximum'
    operator: 'LessThan'
    threshold: 1
  }
  {
    name: 'restarts'
    text: 'The app is started again and again. docs/runbook.md, Quick diagnosis'
    severity: 2
    metric: 'RestartCount'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 3
  }
]

resource metrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in platform: {
    name: 'alert-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.text
      severity: alert.severity
      enabled: true
      scopes: [app.id]
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.App/containerApps'
            metricName: alert.metric
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
          }
        ]
      }
      actions: empty(email) ? [] : [{ actionGroupId: mail.id }]
    }
  }
]
