using Comic2Pdf.Functions.Http.Answers;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http;

/// <summary>What became of one file of an upload.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Accepted">The answer when it was taken.</param>
/// <param name="Refused">The answer when it was not.</param>
internal sealed record UploadOutcome(string? FileName, UploadAnswer? Accepted, ErrorBody? Refused)
{
    /// <summary>Whether what comes after it in the body is to be read.</summary>
    public bool MayGoOn { get; init; } = true;

    /// <summary>It is not taken.</summary>
    public static UploadOutcome Error(string? fileName, int status, string error) => new(fileName, null, new ErrorBody(error, status));

    /// <summary>The answer to a request that has this file alone.</summary>
    public IResult ToResult() => Refused is not null ? new ErrorResult(Refused) : Reply.Json(Accepted, StatusCodes.Status202Accepted);
}
