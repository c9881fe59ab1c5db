using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using Newtonsoft.Json;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests.History;

public sealed class HistoryJsonTests
{
    private static readonly DateTime Time = new(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private static readonly OrchestrationInstance Instance = new() { InstanceId = "i", ExecutionId = "x" };
    private static readonly FailureDetails Failure = new(
        "T",
        "M",
        "S",
        new FailureDetails("U", "N", null, null, false),
        true,
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["k"] = "2030-01-01T00:00:00Z" }
    );

    /// <summary>What is on disk must be readable by every later version: these texts never change.</summary>
    public static TheoryData<string, string> Stored =>
        new()
        {
            {
                "ExecutionStarted",
                """{"EventType":"ExecutionStarted","OrchestrationInstance":{"InstanceId":"i","ExecutionId":"x"},"ParentInstance":{"Name":"P","OrchestrationInstance":{"InstanceId":"i","ExecutionId":"x"},"TaskScheduleId":3,"Version":"1.0"},"Name":"N","Version":"2.0","Input":"\"ä\"","Tags":{"a":"b"},"ParentTraceContext":{"TraceParent":"00-1","TraceState":"s"},"ScheduledStartTime":"2030-01-02T03:04:05Z","Generation":1,"GenerateNewTrace":false,"EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "ExecutionCompleted",
                """{"EventType":"ExecutionCompleted","OrchestrationStatus":"Failed","Result":"r","FailureDetails":{"ErrorType":"T","ErrorMessage":"M","StackTrace":"S","InnerFailure":{"ErrorType":"U","ErrorMessage":"N","IsNonRetriable":false},"IsNonRetriable":true,"Properties":{"k":"2030-01-01T00:00:00Z"}},"EventId":4,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "ExecutionTerminated",
                """{"EventType":"ExecutionTerminated","Input":"r","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "TaskScheduled",
                """{"EventType":"TaskScheduled","Name":"A","Version":"1","Input":"2","Tags":{"a":"b"},"EventId":0,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "TaskCompleted",
                """{"EventType":"TaskCompleted","TaskScheduledId":0,"Result":"1","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "TaskFailed",
                """{"EventType":"TaskFailed","TaskScheduledId":1,"Reason":"R","Details":"D","FailureDetails":{"ErrorType":"U","ErrorMessage":"N","IsNonRetriable":false},"EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "SubOrchestrationInstanceCreated",
                """{"EventType":"SubOrchestrationInstanceCreated","Name":"S","Version":"1","InstanceId":"c","Input":"i","Tags":{"a":"b"},"EventId":5,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "SubOrchestrationInstanceCompleted",
                """{"EventType":"SubOrchestrationInstanceCompleted","TaskScheduledId":5,"Result":"r","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "SubOrchestrationInstanceFailed",
                """{"EventType":"SubOrchestrationInstanceFailed","TaskScheduledId":5,"Reason":"R","Details":"D","FailureDetails":{"ErrorType":"U","ErrorMessage":"N","IsNonRetriable":false},"EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "TimerCreated",
                """{"EventType":"TimerCreated","FireAt":"2030-01-02T03:04:05Z","EventId":6,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "TimerFired",
                """{"EventType":"TimerFired","TimerId":6,"FireAt":"2030-01-02T03:04:05Z","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            { "OrchestratorStarted", """{"EventType":"OrchestratorStarted","EventId":-1,"Timestamp":"2030-01-02T03:04:05.1234567Z"}""" },
            { "OrchestratorCompleted", """{"EventType":"OrchestratorCompleted","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}""" },
            {
                "EventSent",
                """{"EventType":"EventSent","InstanceId":"i","Name":"E","Input":"1","EventId":7,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "EventRaised",
                """{"EventType":"EventRaised","Name":"E","Input":"1","ParentTraceContext":{"TraceParent":"00-1"},"EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            {
                "ContinueAsNew",
                """{"EventType":"ContinueAsNew","OrchestrationStatus":"ContinuedAsNew","Result":"2","EventId":8,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
            { "GenericEvent", """{"EventType":"GenericEvent","Data":"d","EventId":9,"Timestamp":"2030-01-02T03:04:05Z"}""" },
            { "ExecutionSuspended", """{"EventType":"ExecutionSuspended","Reason":"r","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}""" },
            { "ExecutionResumed", """{"EventType":"ExecutionResumed","Reason":"r","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}""" },
            {
                "ExecutionRewound",
                """{"EventType":"ExecutionRewound","Reason":"r","ParentExecutionId":"x","InstanceId":"i","EventId":-1,"Timestamp":"2030-01-02T03:04:05Z"}"""
            },
        };

    [Theory]
    [MemberData(nameof(Stored))]
    public void ReadEvent_EveryType_IsWrittenAsItAlwaysWas(string type, string text)
    {
        var value = HistoryJson.ReadEvent(text);

        Assert.Equal(type, value.EventType.ToString());
        Assert.Equal(text, HistoryJson.Write(value));
        Assert.Equal($"[{text},{text}]", HistoryJson.Write(HistoryJson.ReadEvents($"[{text},{text}]")));
    }

    [Fact]
    public void Stored_TheFrameworksEventTypes_AreAllThere()
    {
        var types = typeof(HistoryEvent)
            .Assembly.GetTypes()
            .Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(HistoryEvent)) && t != typeof(HistoryStateEvent));

        Assert.Equal(types.Count(), Stored.Count);
    }

    [Fact]
    public void ReadEvent_AFailureAndAStart_HaveAllTheirMembers()
    {
        var started = new ExecutionStartedEvent(-1, "in")
        {
            OrchestrationInstance = Instance,
            ParentInstance = new()
            {
                Name = "P",
                OrchestrationInstance = Instance,
                TaskScheduleId = 3,
                Version = "1",
            },
            Name = "N",
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["t"] = "2030-01-01T00:00:00Z" },
            ParentTraceContext = new DistributedTraceContext("00-1", "s"),
            ScheduledStartTime = Time,
        };
        var failed = new TaskFailedEvent(-1, 2, "R", "D", Failure);

        var start = (ExecutionStartedEvent)HistoryJson.ReadEvent(HistoryJson.Write(started));
        var failure = ((TaskFailedEvent)HistoryJson.ReadEvent(HistoryJson.Write(failed))).FailureDetails!;

        Assert.Equal((DateTimeKind.Utc, started.Timestamp), (start.Timestamp.Kind, start.Timestamp));
        Assert.Equal("2030-01-01T00:00:00Z", start.Tags["t"]);
        Assert.Equal(Time, start.ScheduledStartTime);
        Assert.Equal("x", start.ParentInstance.OrchestrationInstance.ExecutionId);
        Assert.True(failure.IsNonRetriable);
        Assert.Equal("N", failure.InnerFailure!.ErrorMessage);
        Assert.Equal("2030-01-01T00:00:00Z", failure.Properties!["k"]);
    }

    [Theory]
    [InlineData("{\"EventType\":\"Invented\"}")]
    [InlineData("{\"EventId\":1}")]
    [InlineData("{\"EventType\":\"TaskCompleted\",")]
    [InlineData("{\"EventType\":\"TaskCompleted\",\"TaskScheduledId\":\"x\"}")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("")]
    public void ReadEvent_WhatIsNoEvent_IsAJsonError(string text) =>
        Assert.IsType<JsonException>(Record.Exception(() => HistoryJson.ReadEvent(text)), exactMatch: false);
}
