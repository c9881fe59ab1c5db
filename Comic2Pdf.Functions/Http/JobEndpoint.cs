using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>What every function about one job does: it finds the job, or answers 404.</summary>
public sealed class JobEndpoint(HttpEndpoint endpoint, JobDirectory jobs)
{
    /// <summary>Answers a request about a job that the history has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="access">What it does. Before a change the job's last moves are waited for.</param>
    /// <param name="client">The history.</param>
    /// <param name="jobKey">The job's key, as the route has it.</param>
    /// <param name="handler">Makes the answer.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task<IResult> RunAsync(
        HttpRequest request,
        Access access,
        DurableTaskClient client,
        string jobKey,
        Func<KnownJob, Task<IResult>> handler,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        return endpoint.RunAsync(
            request,
            access,
            async () =>
                await (
                    access == Access.Change
                        ? jobs.FindSettledAsync(client, jobKey, cancellationToken)
                        : jobs.FindAsync(client, jobKey, cancellationToken)
                )
                    is { } job
                    ? await handler(job)
                    : Reply.NoJob()
        );
    }

    /// <summary>The same, for an answer that needs the job's record; without a record that can be read there is no job to show.</summary>
    public Task<IResult> RunAsync(
        HttpRequest request,
        Access access,
        DurableTaskClient client,
        string jobKey,
        Func<KnownJob, JobRecord, Task<IResult>> handler,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        return RunAsync(
            request,
            access,
            client,
            jobKey,
            async known => known.Record is { } job ? await handler(known, job) : Reply.NoJob(),
            cancellationToken
        );
    }
}
