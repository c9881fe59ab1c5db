using System.Runtime.CompilerServices;
using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Notices;

/// <summary>
/// What is to be told, as files: written with what has happened, gone when it was delivered. So nothing is forgotten when the process is killed, and what is told twice has the same
/// id. Without a receiver nothing is written.
/// </summary>
public sealed class NoticeOutbox(IStore store, AppSettings settings, TimeProvider time, ILogger<NoticeOutbox> logger) : IDisposable
{
    // A job that was ended from outside is found again after each start; that is no news then.
    private static readonly TimeSpan NewsAge = TimeSpan.FromDays(1);

    // Longer than any attempt takes.
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyList<NoticeTarget> _targets = NoticeTarget.Of(settings);
    private readonly SemaphoreSlim _added = new(0);

    /// <summary>Whether anybody is to be told.</summary>
    public bool IsUsed => _targets.Count > 0;

    /// <summary>A job is over.</summary>
    /// <exception cref="IOException">It cannot be written now.</exception>
    public Task AddAsync(JobStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(status);
        var job = status.Job;
        return !JobStates.IsFinal(job.State) || (status.IsFromOutside && time.GetUtcNow() - Timestamp.Parse(job.UpdatedAt) > NewsAge)
            ? Task.CompletedTask
            : AddAsync(
                new NoticeBody(
                    NameHash.Of($"{job.JobKey} {status.Run} {job.State}", 32),
                    job.State == JobStates.Done ? NoticeEvents.Done : NoticeEvents.Error,
                    job.UpdatedAt,
                    job.JobKey,
                    job.InputFile,
                    job.State,
                    job.Pages.Total,
                    job.SkippedPages,
                    job.FinalPdf,
                    job.Message,
                    job.Error
                ),
                cancellationToken
            );
    }

    /// <summary>A file is held as a duplicate.</summary>
    /// <exception cref="IOException">It cannot be written now.</exception>
    public Task AddDuplicateAsync(string jobKey, string held, string fileName, CancellationToken cancellationToken) =>
        AddAsync(
            new NoticeBody(
                NameHash.Of(held, 32),
                NoticeEvents.DuplicatePending,
                Timestamp.Of(time.GetUtcNow()),
                jobKey,
                fileName,
                NoticeEvents.DuplicatePending,
                0,
                [],
                null,
                "a job has these bytes; the file waits for a decision",
                null
            ),
            cancellationToken
        );

    /// <summary>What is to be delivered now, each by one process alone: when that one dies, another has its turn two minutes later.</summary>
    public async IAsyncEnumerable<(string Name, Notice Notice, NoticeTarget Target)> TakeDueAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var file in store.ListAsync(DataLayout.Outbox, cancellationToken))
        {
            if (await store.ReadAsync(file.Name, cancellationToken) is not { } content)
            {
                continue;
            }

            if (Parse(content) is not { } notice || _targets.FirstOrDefault(t => t.Id == notice.Target) is not { } target)
            {
                // Of a target that the settings no longer name, or no notice at all.
                Log.NoticeDropped(logger, file.FileName);
                await store.DeleteAsync(file, cancellationToken);
                continue;
            }

            var now = time.GetUtcNow();
            if (Timestamp.Parse(notice.NextAt) > now)
            {
                continue;
            }

            var taken = notice with { Attempts = notice.Attempts + 1, NextAt = Timestamp.Of(now + LeaseTime) };
            if (await store.TryReplaceAsync(file.Name, Write(taken), file.Version, cancellationToken))
            {
                yield return (file.Name, taken, target);
            }
        }
    }

    /// <summary>It was delivered, or never will be: it is remembered for a while, so that it is not told again.</summary>
    public async Task CloseAsync(string name, CancellationToken cancellationToken) =>
        await store.MoveAsync(name, $"{DataLayout.OutboxDone}/{DataLayout.LastPart(name)}", overwrite: true, cancellationToken);

    /// <summary>It could not be delivered now.</summary>
    public Task PostponeAsync(string name, Notice notice, TimeSpan delay, CancellationToken cancellationToken) =>
        store.WriteAsync(name, Write(notice with { NextAt = Timestamp.Of(time.GetUtcNow() + delay) }), cancellationToken);

    /// <summary>Waits until there may be something to deliver.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _added.WaitAsync(most, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _added.Dispose();

    private static Notice? Parse(byte[] content)
    {
        try
        {
            return
                JsonSerializer.Deserialize<Notice>(content, Json.Options) is { Body: not null, Target: not null } notice
                && Timestamp.IsValid(notice.NextAt)
                ? notice
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Write(Notice notice) => JsonSerializer.SerializeToUtf8Bytes(notice, Json.Options);

    private async Task AddAsync(NoticeBody body, CancellationToken cancellationToken)
    {
        foreach (var target in _targets)
        {
            var name = $"{body.Id}-{target.Id}.json";
            if (!await store.ExistsAsync($"{DataLayout.OutboxDone}/{name}", cancellationToken))
            {
                var notice = new Notice(body, target.Id, 0, body.At);
                if (await store.TryCreateAsync($"{DataLayout.Outbox}/{name}", Write(notice), cancellationToken))
                {
                    _added.Release();
                }
            }
        }
    }
}
