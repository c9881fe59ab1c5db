using System.Text.Json;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Comic2Pdf.Tests.Functions.Index;

/// <summary>A job's status as its orchestration keeps it.</summary>
[Trait("Storage", "files")]
public sealed class JobStatusReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_WrittenInEitherCase_IsTheSame(bool camelCase)
    {
        var options = camelCase ? JsonSerializerOptions.Web : JsonSerializerOptions.Default;
        var status = JobStatuses.Create("a.cbz", "why", transitions: 2);
        var instance = new OrchestrationMetadata(Names.Job, JobStatuses.Key)
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Running,
            SerializedCustomStatus = JsonSerializer.Serialize(status, options),
        };

        var read = JobStatusReader.Read(instance);

        Assert.NotNull(read);
        Assert.Equal("a.cbz", read.Job.InputFile);
        Assert.Equal("why", read.Job.Error?.Detail);
        Assert.Equal(status.Transitions, read.Transitions);
        Assert.Equal("eng", JobProfile.FromJson(read.Job.Profile).Languages);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"working\"")]
    [InlineData("{\"Job\": null, \"Transitions\": [], \"Run\": \"1\", \"Revision\": 1}")]
    [InlineData("{\"Job\": {}, \"Transitions\": [], \"Run\": \"1\", \"Revision\": 1}")]
    [InlineData("{\"Job\": ")]
    public void Read_WhatIsNoStatus_IsNone(string text)
    {
        foreach (var runtime in new[] { OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed })
        {
            Assert.Null(
                JobStatusReader.Read(
                    new OrchestrationMetadata(Names.Job, JobStatuses.Key) { RuntimeStatus = runtime, SerializedCustomStatus = text }
                )
            );
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public void Read_EndedWithoutAWord_IsFailedWithWhatTheInputTells(string? said)
    {
        // A host that cannot call the orchestrator fails it with no custom status at all.
        var input = new JobInput
        {
            JobKey = JobStatuses.Key,
            FileName = "a.cbz",
            FileHash = JobStatuses.Key[..64],
            Profile = JobProfile.Create("eng", new ToolVersions(new Dictionary<string, string>(), new Dictionary<string, string>(), [])),
            SizeBytes = 3,
            WorkDir = "work/" + JobStatuses.Key,
            CreatedAt = "2030-01-01T00:00:00Z",
            MaxAttemptsPrep = 3,
            MaxAttemptsOcr = 3,
            RetryDelaySeconds = 2,
        };
        var instance = new OrchestrationMetadata(Names.Job, JobStatuses.Key)
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Failed,
            CreatedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
            SerializedInput = JsonSerializer.Serialize(input),
            SerializedCustomStatus = said,
            DataConverter = JsonDataConverter.Default,
        };

        var read = JobStatusReader.Read(instance);

        Assert.NotNull(read);
        Assert.True(read.IsFromOutside);
        Assert.Equal(("ERROR_PREP", "a.cbz", "internal_error"), (read.Job.State, read.Job.InputFile, read.Job.Error?.Code));
        Assert.Equal(read.Run, JobStatusReader.Read(instance)?.Run);
        Assert.Equal("ERROR_PREP", JobStatusReader.ReadJob(instance)?.State);
    }
}
