using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Doing a job once more.</summary>
public sealed class RequeueFunctions(RequeueJob requeueJob, RetryJob retryJob, JobEndpoint jobs)
{
    /// <summary>POST /jobs/{jobKey}/requeue: a finished job, failed or done, begins anew.</summary>
    [Function("JobsRequeue")]
    [Api("Do a finished job once more", Access = Access.Change)]
    [ApiAnswer(202, "It begins.", typeof(JobAnswer))]
    [ApiAnswer(409, "It is not over, or its archive is gone.")]
    public Task<IResult> RequeueAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "jobs/{jobKey}/requeue")] HttpRequest request,
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
                if (!known.IsCompleted)
                {
                    return Reply.Conflict($"the job is {job.State}; only one that is over can be done once more");
                }

                var fault = JobStates.IsError(job.State)
                    ? await retryJob.RunAsync(client, job, cancellationToken)
                    : await requeueJob.RunAsync(client, job, cancellationToken);
                return fault is not null ? Reply.Conflict(fault) : Reply.Accepted(jobKey);
            },
            cancellationToken
        );
}
