using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>Answers what no other function takes. Hosts look for a function in the order of names, so this one has the last.</summary>
public sealed class UnmatchedFunctions(HttpEndpoint endpoint)
{
    /// <summary>OPTIONS of a path, 405 for a method that a path does not take, 404 for all else.</summary>
    [Function("ZUnmatched")]
    public Task<IResult> AnswerAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        endpoint.RunAsync(request, Access.Open, () => Task.FromResult(Answer(request)));

    private static IResult Answer(HttpRequest request)
    {
        var methods = RouteMethods.Of(request.Path);
        if (methods.Count == 0)
        {
            return Reply.Error(StatusCodes.Status404NotFound, "there is nothing under this path");
        }

        var allowed = string.Join(", ", methods);
        request.HttpContext.Response.Headers[HeaderNames.Allow] = allowed;
        return HttpMethods.IsOptions(request.Method)
            ? Results.NoContent()
            : Reply.Error(StatusCodes.Status405MethodNotAllowed, $"{request.Method} is not possible here; possible are {allowed}");
    }
}
