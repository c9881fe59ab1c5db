using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Functions.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Makes a job, a duplicate or a refusal of a file.</summary>
public sealed class TakeFile(
    IntakeLock intakeLock,
    IStore store,
    InputCheck check,
    Rejections rejections,
    ClaimFactory factory,
    IntakeSurvey survey,
    ClaimedJobs claimed,
    DuplicateStore duplicates,
    SideFile sideFile,
    SideMarks sideMarks,
    StuckFiles stuck,
    ILogger<TakeFile> logger
)
{
    /// <summary>Takes a file in.</summary>
    /// <param name="client">Starts the job.</param>
    /// <param name="request">The file.</param>
    /// <param name="cancellationToken">Stops, until the job is claimed.</param>
    /// <returns>What became of it. A fault of the store or of the history is <see cref="IntakeKind.Later"/>: other files must have their turn.</returns>
    public Task<IntakeResult> RunAsync(DurableTaskClient client, IntakeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        return intakeLock.RunAsync(() => TryTakeAsync(client, request, cancellationToken), cancellationToken);
    }

    private async Task<IntakeResult> TryTakeAsync(DurableTaskClient client, IntakeRequest request, CancellationToken cancellationToken)
    {
        using var span = Spans.Intake(request.FileName);
        try
        {
            if (await store.FindAsync(request.Name, cancellationToken) is not { } file)
            {
                return IntakeResult.Gone;
            }

            var result = await TakeOnceAsync(client, file, request, cancellationToken);
            span?.SetTag("comic2pdf.result", result.Kind.ToString())
                .SetTag("comic2pdf.job_key", result.JobKey)
                .SetTag("error.type", result.Code);
            return result;
        }
        catch (FileNotFoundException)
        {
            return IntakeResult.Gone;
        }
        catch (UnreadableFileException e)
        {
            return new IntakeResult(IntakeKind.Later, Code: RejectionCode.Unreadable, Detail: e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.IntakeDelayed(logger, request.FileName, e.Message);
            return new IntakeResult(IntakeKind.Later, Detail: e.Message);
        }
    }

    private async Task<IntakeResult> TakeOnceAsync(
        DurableTaskClient client,
        StoredFile file,
        IntakeRequest request,
        CancellationToken cancellationToken
    )
    {
        var result = await TakeAsync(client, file, request, cancellationToken);
        if (result.Kind != IntakeKind.Later)
        {
            await stuck.AddIfThereAsync(file, request.FileName, result, CancellationToken.None);
        }

        return result;
    }

    private async Task<IntakeResult> TakeAsync(
        DurableTaskClient client,
        StoredFile file,
        IntakeRequest request,
        CancellationToken cancellationToken
    )
    {
        var side = request.Details is null ? await sideFile.FindAsync(file, cancellationToken) : null;
        if (await check.CheckAsync(file, cancellationToken) is { } fault)
        {
            return await RejectAsync(file, side, request, fault.Code, fault.Detail, cancellationToken);
        }

        try
        {
            request = side is null ? request : request with { Details = await sideFile.ReadAsync(side, cancellationToken) };
        }
        catch (FormatException e)
        {
            return await RejectAsync(file, side, request, RejectionCode.SideFile, $"{side!.FileName}: {e.Message}", cancellationToken);
        }

        var isForced = request.Nonce is not null;
        var (jobKey, claim) = await factory.CreateAsync(client, file, request, cancellationToken);
        var found = await survey.LookAsync(client, jobKey, claim, isForced, cancellationToken);
        var decision = IntakeRule.Decide(found.Facts);
        if (decision == IntakeDecision.StartClaimed)
        {
            await claimed.StartAsync(client, jobKey, found.Claim!, createdAt: null, cancellationToken);
            found = await survey.LookAsync(client, jobKey, claim, isForced, cancellationToken);
            decision = IntakeRule.Decide(found.Facts with { History = HistoryFact.Known });
        }

        switch (decision)
        {
            case IntakeDecision.ClaimJob:
                // From here on it goes to its end, also when the sender of an upload has gone: a claimed file without a job would be lost sight of.
                cancellationToken.ThrowIfCancellationRequested();
                return await sideMarks.RunAsync(side, file, false, () => ClaimAsync(client, file, jobKey, claim, found.ClaimVersion));
            case IntakeDecision.Delete:
                return await sideMarks.RunAsync(side, file, false, () => DeleteAsync(file, jobKey, cancellationToken));
            case IntakeDecision.Hold:
                return await sideMarks.RunAsync(side, file, false, () => HoldAsync(file, jobKey, claim, found.Job, cancellationToken));
            default:
                return BeingTaken(jobKey);
        }
    }

    private Task<IntakeResult> RejectAsync(
        StoredFile file,
        StoredFile? side,
        IntakeRequest request,
        string code,
        string detail,
        CancellationToken cancellationToken
    ) =>
        sideMarks.RunAsync(
            side,
            file,
            isRefused: true,
            async () =>
            {
                await rejections.RejectAsync(file, request.FileName, code, detail, cancellationToken);
                return new IntakeResult(IntakeKind.Rejected, Code: code, Detail: detail);
            }
        );

    private async Task<IntakeResult> DeleteAsync(StoredFile file, string jobKey, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(file, cancellationToken);
        return new IntakeResult(IntakeKind.Accepted, jobKey);
    }

    private async Task<IntakeResult> HoldAsync(
        StoredFile file,
        string jobKey,
        Claim claim,
        JobRecord? existing,
        CancellationToken cancellationToken
    )
    {
        await duplicates.HoldAsync(file, jobKey, claim, existing, cancellationToken);
        Log.Duplicate(logger, claim.FileName, jobKey);
        return new IntakeResult(
            IntakeKind.Duplicate,
            jobKey,
            Detail: "a job for the same content exists; decide in hold/duplicates or by POST /duplicates/{jobKey}"
        );
    }

    private async Task<IntakeResult> ClaimAsync(DurableTaskClient client, StoredFile file, string jobKey, Claim claim, string? foundVersion)
    {
        if (!await claimed.TryClaimAsync(jobKey, claim, foundVersion, CancellationToken.None))
        {
            return BeingTaken(jobKey);
        }

        if (!await claimed.TryMoveInAsync(file, jobKey, claim.FileName, CancellationToken.None))
        {
            return IntakeResult.Gone;
        }

        await claimed.StartAsync(client, jobKey, claim, createdAt: null, CancellationToken.None);
        Log.Accepted(logger, claim.FileName, jobKey);
        return new IntakeResult(IntakeKind.Accepted, jobKey);
    }

    private static IntakeResult BeingTaken(string jobKey) =>
        new(IntakeKind.Later, jobKey, Detail: "another process is taking this file, or one of the same content");
}
