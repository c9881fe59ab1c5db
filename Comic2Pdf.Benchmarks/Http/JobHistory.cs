using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Comic2Pdf.Benchmarks.Http;

/// <summary>Fills a data folder with finished jobs, as weeks of work would: real orchestrations with the real status, and their work folders.</summary>
internal static class JobHistory
{
    private static readonly JobProfile Profile = JobProfile.Create("fra+eng", ToolVersions.Detect());

    /// <summary>Makes it.</summary>
    public static async Task CreateAsync(string data, int jobs)
    {
        var options = new LocalFunctionsHostOptions { DataDirectory = Path.Combine(data, "runtime") };
        options.FunctionTypes.Add(typeof(Finished));
        options.Http.Enabled = false;
        await using var host = LocalFunctionsHost.Create(options);
        await host.StartAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, jobs),
            new ParallelOptions { MaxDegreeOfParallelism = 200 },
            async (number, token) =>
            {
                var status = Status(data, number);
                await host.Client.ScheduleNewOrchestrationInstanceAsync(
                    Names.Job,
                    status,
                    new StartOrchestrationOptions(status.Job.JobKey),
                    token
                );
                await host.Client.WaitForInstanceCompletionAsync(status.Job.JobKey, token);
                Directory.CreateDirectory(status.Job.WorkDir);
                await File.WriteAllBytesAsync(
                    Path.Combine(status.Job.WorkDir, "state.json"),
                    JsonSerializer.SerializeToUtf8Bytes(status.Job, Json.Options),
                    token
                );
            }
        );
        await host.StopAsync();
    }

    private static JobStatus Status(string data, int number)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{number}")));
        var key = JobKey.Of(hash, Profile);
        var work = Path.Combine(data, "work", key);
        using var profile = JsonDocument.Parse(Profile.Json);
        var at = Timestamp.Of(DateTime.UnixEpoch.AddYears(56).AddSeconds(number * 50));
        var job = new JobRecord
        {
            JobKey = key,
            InputFile = $"Some Series, volume {number}.cbz",
            State = JobStates.Done,
            Stage = JobStages.Ocr,
            Attempt = 1,
            AttemptPrep = 1,
            AttemptOcr = 1,
            Pages = new PageCount(48, 48),
            WorkDir = work,
            RawPdf = Path.Combine(work, "raw.pdf"),
            FinalPdf = Path.Combine(data, "out", $"Some Series, volume {number}__job-{key}.pdf"),
            Profile = profile.RootElement.Clone(),
            FileHash = hash,
            ProfileHash = Profile.Hash,
            SizeBytes = 40_000_000,
            CreatedAt = at,
            UpdatedAt = at,
        };
        string[] states =
        [
            JobStates.Discovered,
            "PREP_SUBMITTED",
            "PREP_RUNNING",
            JobStates.PrepDone,
            "OCR_SUBMITTED",
            "OCR_RUNNING",
            JobStates.Done,
        ];
        return new JobStatus(job, [.. states.Select(s => new Transition(s, at, 1, null))], hash[..8], 14);
    }

    internal static class Finished
    {
        [Function(Names.Job)]
        public static Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobStatus status)
        {
            context.SetCustomStatus(status);
            return Task.FromResult(status.Job.State);
        }
    }
}
