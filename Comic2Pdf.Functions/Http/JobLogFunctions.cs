using System.Text;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>What a job's attempts wrote for people.</summary>
public sealed class JobLogFunctions(IStore store, JobEndpoint jobs)
{
    // A book of thousands of damaged pages has long logs; their ends say what happened last.
    private const int MaxBytes = 256 << 10;

    /// <summary>GET /jobs/{jobKey}/log: prep.log and ocr.log, as far as the work folder is there.</summary>
    [Function("JobsLog")]
    [Api("What a job's attempts wrote")]
    [ApiAnswer(200, "The ends of prep.log and ocr.log; empty where there is none.", typeof(JobLogAnswer))]
    public Task<IResult> LogAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}/log")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        jobs.RunAsync(
            request,
            Access.Read,
            client,
            jobKey,
            async _ =>
                Reply.Json(
                    new JobLogAnswer(
                        await EndOfAsync(DataLayout.LogOf(jobKey, JobStages.Prep), cancellationToken),
                        await EndOfAsync(DataLayout.LogOf(jobKey, JobStages.Ocr), cancellationToken)
                    )
                ),
            cancellationToken
        );

    private async Task<string> EndOfAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var log = await store.OpenReadAsync(name, cancellationToken);
            log.Position = Math.Max(0, log.Length - MaxBytes);
            using var reader = new StreamReader(log, Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return string.Empty;
        }
    }
}
