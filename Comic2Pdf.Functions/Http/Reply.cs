using Comic2Pdf.Functions.Http.Answers;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http;

/// <summary>Answers in the shapes of the contract.</summary>
internal static class Reply
{
    /// <summary>Something as JSON, written as it is made: a list of all jobs is never in memory as a text.</summary>
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) =>
        Results.Json(value, Storage.Json.Options, "application/json; charset=utf-8", status);

    /// <summary>The same on one line: for long lists that programs read.</summary>
    public static IResult Line<T>(T value) =>
        Results.Json(value, Storage.Json.Line, "application/json; charset=utf-8", StatusCodes.Status200OK);

    /// <summary>{"error": text, "status": code}, or the same as problem details.</summary>
    public static IResult Error(int status, string error) => new ErrorResult(new ErrorBody(error, status));

    /// <summary>What was asked for a job is being done: 202.</summary>
    public static IResult Accepted(string jobKey) => Json(new JobAnswer("ok", jobKey), StatusCodes.Status202Accepted);

    /// <summary>The state of things does not allow it: 409.</summary>
    public static IResult Conflict(string error) => Error(StatusCodes.Status409Conflict, error);

    /// <summary>There is no such job.</summary>
    public static IResult NoJob() => Error(StatusCodes.Status404NotFound, "job not found");
}
