using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>Which job and page or picture a line of the log is about, as its own values say, or what is around it.</summary>
public sealed class LogSubject
{
    private const string JobName = "JobKey";
    private const string PageName = "Page";
    private const string EntryName = "Entry";

    // The runtime knows no jobs; a job's orchestration has the job's key.
    private const string InstanceName = "InstanceId";

    /// <summary>The job.</summary>
    public string? JobKey { get; private set; }

    /// <summary>The page, from 1.</summary>
    public int? Page { get; private set; }

    /// <summary>The picture's name in the archive, where pages have no numbers yet.</summary>
    public string? Entry { get; private set; }

    /// <summary>Says of all lines until it is disposed that they are about a job.</summary>
    public static IDisposable? OfJob(ILogger logger, string jobKey) => logger.BeginScope(Values(JobName, jobKey));

    /// <summary>Says of all lines until it is disposed that they are about a page.</summary>
    public static IDisposable? OfPage(ILogger logger, int page) => logger.BeginScope(Values(PageName, page));

    /// <summary>Takes what the values of a line, or of a scope, say.</summary>
    public void Read(object? values)
    {
        foreach (var (name, value) in values as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            switch (name)
            {
                case JobName:
                case InstanceName when Jobs.JobKey.IsValid(value as string):
                    JobKey = value as string;
                    break;
                case PageName:
                    Page = value as int?;
                    break;
                case EntryName:
                    Entry = value as string;
                    break;
            }
        }
    }

    private static KeyValuePair<string, object?>[] Values(string name, object value) => [new(name, value)];
}
