using System.Text.Json;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A job's status as its orchestration keeps it.</summary>
[Trait("Storage", "files")]
public sealed class StatusTests
{
    private const int AllowedBytes = 16 * 1024;

    private static readonly string Key = new string('a', 64) + "__" + new string('b', 64);

    [Fact]
    public void Fit_OrdinaryJobWithThirtyChanges_IsLeftAlone()
    {
        var status = Status("Le robot et la pluie.cbz", "le fichier est illisible", transitions: 30);

        Assert.Same(status, StatusSize.Fit(status));
    }

    [Fact]
    public void Fit_LongestNamesOfTheOddestSigns_StaysBelowWhatIsAllowed()
    {
        // 255 bytes of name, each six letters as JSON; messages likewise.
        var status = Status(new string('\'', 255), new string('é', 240), transitions: 30);
        Assert.True(StatusSize.LengthOf(status) * 2 > AllowedBytes);

        var fitting = StatusSize.Fit(status);

        Assert.InRange(StatusSize.LengthOf(fitting) * 2, 1, AllowedBytes);
        Assert.Equal(status.Job.InputFile, fitting.Job.InputFile);
        Assert.Equal(status.Transitions[^1], fitting.Transitions[^1]);
        Assert.Equal(status.Revision, fitting.Revision);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_WrittenInEitherCase_IsTheSame(bool camelCase)
    {
        var options = camelCase ? JsonSerializerOptions.Web : JsonSerializerOptions.Default;
        var status = Status("a.cbz", "why", transitions: 2);
        var instance = new OrchestrationMetadata(Names.Job, Key) { RuntimeStatus = OrchestrationRuntimeStatus.Running, SerializedCustomStatus = JsonSerializer.Serialize(status, options) };

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
            Assert.Null(JobStatusReader.Read(new OrchestrationMetadata(Names.Job, Key) { RuntimeStatus = runtime, SerializedCustomStatus = text }));
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
            JobKey = Key,
            FileName = "a.cbz",
            FileHash = Key[..64],
            Profile = JobProfile.Create("eng", new ToolVersions(new Dictionary<string, string>(), new Dictionary<string, string>(), [])),
            SizeBytes = 3,
            WorkDir = "work/" + Key,
            CreatedAt = "2030-01-01T00:00:00Z",
            MaxAttemptsPrep = 3,
            MaxAttemptsOcr = 3,
            RetryDelaySeconds = 2,
        };
        var instance = new OrchestrationMetadata(Names.Job, Key)
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

    private static JobStatus Status(string file, string text, int transitions)
    {
        using var profile = JsonDocument.Parse(JobProfile.Create("eng", new ToolVersions(
            new Dictionary<string, string> { ["comic2pdf"] = "0.1.0", ["netvips"] = "3.2.0" }, new Dictionary<string, string> { ["tesseract"] = "5.3.0" }, []), nonce: "0123456789abcdef").Json);
        var job = new JobRecord
        {
            JobKey = Key,
            InputFile = file,
            State = "OCR_ERROR",
            Stage = JobStages.Ocr,
            Pages = new PageCount(1000, 1000),
            Message = text,
            Error = new JobError("output_not_writable", text),
            SkippedPages = [.. Enumerable.Range(900, 100)],
            WorkDir = "/srv/comics/data/work/" + Key,
            RawPdf = "/srv/comics/data/work/" + Key + "/raw.pdf",
            FinalPdf = "/srv/comics/data/out/" + file[..Math.Min(file.Length, 100)] + "__job-" + Key + ".pdf",
            Profile = profile.RootElement.Clone(),
            FileHash = Key[..64],
            ProfileHash = Key[..64],
            SizeBytes = 500_000_000,
            CreatedAt = "2030-01-01T00:00:00Z",
            UpdatedAt = "2030-01-01T00:00:00Z",
        };
        return new JobStatus(job, [.. Enumerable.Range(0, transitions).Select(i => new Transition("PREP_SUBMITTED", "2030-01-01T00:00:00Z", i, "heartbeat_timeout"))], "12345678", 77);
    }
}
