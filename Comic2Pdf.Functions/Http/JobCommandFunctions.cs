using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Doing something about jobs.</summary>
public sealed class JobCommandFunctions(RetryJob retryJob, ForgetJob forgetJob, HttpEndpoint endpoint, JobEndpoint jobs, Uploads uploads)
{
    /// <summary>POST or PUT /jobs: files as multipart/form-data, or one as the body with its name in ?name=.</summary>
    [Function("JobsUpload")]
    public Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "put", Route = "jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Change,
            () => uploads.ReceiveAsync(request, request.Query["name"].ToString(), client, cancellationToken)
        );

    /// <summary>PUT /jobs/{fileName}: the body is the file, as `curl -T` sends it.</summary>
    [Function("JobsUploadNamed")]
    public Task<IResult> UploadNamedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "jobs/{fileName}")] HttpRequest request,
        string fileName,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => endpoint.RunAsync(request, Access.Change, () => uploads.ReceiveAsync(request, fileName, client, cancellationToken));

    /// <summary>POST /jobs/{jobKey}/retry.</summary>
    [Function("JobsRetry")]
    public Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "jobs/{jobKey}/retry")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        jobs.RunAsync(
            request,
            Access.Change,
            client,
            jobKey,
            async (known, job) =>
            {
                if (!known.IsCompleted || !JobStates.IsError(job.State))
                {
                    return Reply.Conflict($"the job is {job.State}; only one that failed can be tried again");
                }

                return await retryJob.RunAsync(client, job, cancellationToken) is { } fault
                    ? Reply.Conflict(fault)
                    : Reply.Accepted(jobKey);
            },
            cancellationToken
        );

    /// <summary>POST /jobs/{jobKey}/cancel.</summary>
    [Function("JobsCancel")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "jobs/{jobKey}/cancel")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        jobs.RunAsync(
            request,
            Access.Change,
            client,
            jobKey,
            async (known, job) =>
            {
                if (known.IsCompleted || JobStates.IsFinal(job.State))
                {
                    return Reply.Conflict($"the job is {job.State}: there is nothing to stop");
                }

                try
                {
                    await client.RaiseEventAsync(jobKey, Names.JobSignal, new JobSignal(JobSignal.Cancel), cancellationToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // The type differs from runtime to runtime. It may have ended this very moment; anything else is an error.
                    if (await client.GetInstanceAsync(jobKey, cancellationToken) is { IsCompleted: false })
                    {
                        throw;
                    }

                    return Reply.Conflict("the job has just ended: there is nothing to stop");
                }

                return Reply.Accepted(jobKey);
            },
            cancellationToken
        );

    /// <summary>DELETE /jobs/{jobKey}: the job, its folder and its state in error/ go; a PDF in out/ and every archive stay.</summary>
    [Function("JobsDelete")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "jobs/{jobKey}")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        jobs.RunAsync(
            request,
            Access.Change,
            client,
            jobKey,
            async known =>
            {
                if (!known.IsCompleted)
                {
                    return Reply.Conflict($"the job is {known.Record?.State ?? JobStates.Discovered}; cancel it first");
                }

                await forgetJob.RunAsync(client, jobKey, known.Record, cancellationToken);
                return Reply.Json(new { Status = "ok", JobKey = jobKey });
            },
            cancellationToken
        );
}
