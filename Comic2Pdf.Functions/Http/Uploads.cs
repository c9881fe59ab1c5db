using Comic2Pdf.Functions.Http.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Answers an upload: each file of it becomes a job, a duplicate or a refusal of its own.</summary>
public sealed class Uploads(UploadReceiver receiver)
{
    /// <summary>Takes the files of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name of a file that is the whole body; empty: none was said.</param>
    /// <param name="client">Starts the jobs.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IResult> ReceiveAsync(HttpRequest request, string name, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var outcomes = new List<UploadOutcome>();
        try
        {
            await foreach (var file in UploadReader.ReadAsync(request, name, cancellationToken))
            {
                outcomes.Add(await receiver.ReceiveAsync(file, client, cancellationToken));
                if (!outcomes[^1].MayGoOn)
                {
                    break;
                }
            }
        }
        catch (BadHttpRequestException e)
        {
            outcomes.Add(UploadOutcome.Error(null, e.StatusCode, e.Message));
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            outcomes.Add(UploadOutcome.Error(null, StatusCodes.Status400BadRequest, $"the request cannot be read: {e.Message}"));
        }

        return outcomes switch
        {
            [] => Reply.Error(StatusCodes.Status400BadRequest, UploadReceiver.NoFile),
            [var only] => only.ToResult(),
            _ => Reply.Json(
                new UploadsAnswer([.. outcomes.Select(o => new UploadedFileAnswer(o.FileName, (object?)o.Accepted ?? o.Refused))]),
                outcomes.TrueForAll(o => o.Refused is null) ? StatusCodes.Status202Accepted : StatusCodes.Status207MultiStatus
            ),
        };
    }
}
