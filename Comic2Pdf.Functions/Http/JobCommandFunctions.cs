using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Http.OpenApi;
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
    [Api("Upload archives", Access = Access.Change, Details = "Files as multipart/form-data, or one as the body with its name in ?name=.")]
    [ApiQuery("name", "The name of the file that is the body.")]
    [ApiBody("multipart/form-data")]
    [ApiAnswer(202, "All files of a form were taken.", typeof(UploadsAnswer), IsAlternative = true)]
    [ApiAnswer(207, "Some files of a form were not taken.", typeof(UploadsAnswer))]
    [ApiQuery("title", "The book's title.")]
    [ApiQuery("series", "The series that it belongs to.")]
    [ApiQuery("author", "Who made it.")]
    [ApiQuery("rtl", "It is read from right to left.", IsFlag = true)]
    [ApiBody("application/octet-stream")]
    [ApiAnswer(202, "It was taken.", typeof(UploadAnswer))]
    [ApiAnswer(400, "It is refused, and code says why; or there is no file.")]
    [ApiAnswer(409, "A job has these bytes; the file waits for a decision.")]
    [ApiAnswer(413, "It is larger than MAX_INPUT_SIZE_MB.")]
    [ApiAnswer(507, "It cannot be kept.")]
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
    [Api("Upload an archive", Access = Access.Change)]
    [ApiQuery("title", "The book's title.")]
    [ApiQuery("series", "The series that it belongs to.")]
    [ApiQuery("author", "Who made it.")]
    [ApiQuery("rtl", "It is read from right to left.", IsFlag = true)]
    [ApiBody("application/octet-stream")]
    [ApiAnswer(202, "It was taken.", typeof(UploadAnswer))]
    [ApiAnswer(400, "It is refused, and code says why; or there is no file.")]
    [ApiAnswer(409, "A job has these bytes; the file waits for a decision.")]
    [ApiAnswer(413, "It is larger than MAX_INPUT_SIZE_MB.")]
    [ApiAnswer(507, "It cannot be kept.")]
    [ApiAnswer(207, "There were several.", typeof(UploadsAnswer))]
    public Task<IResult> UploadNamedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "jobs/{fileName}")] HttpRequest request,
        string fileName,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => endpoint.RunAsync(request, Access.Change, () => uploads.ReceiveAsync(request, fileName, client, cancellationToken));

    /// <summary>POST /jobs/{jobKey}/retry.</summary>
    [Function("JobsRetry")]
    [Api("Try a failed job again", Access = Access.Change)]
    [ApiAnswer(202, "It begins.", typeof(JobAnswer))]
    [ApiAnswer(409, "It has not failed, or its archive is gone.")]
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
    [Api("Stop a job", Access = Access.Change)]
    [ApiAnswer(202, "It is told to stop.", typeof(JobAnswer))]
    [ApiAnswer(409, "It is over.")]
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
    [Api("Forget a finished job", Access = Access.Change, Details = "A PDF in out/ and every archive stay.")]
    [ApiAnswer(200, "It is forgotten.", typeof(JobAnswer))]
    [ApiAnswer(409, "It is not over.")]
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
                return Reply.Json(new JobAnswer("ok", jobKey));
            },
            cancellationToken
        );
}
