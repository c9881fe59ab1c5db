using System.Reflection;
using System.Text.RegularExpressions;
using Comic2Pdf.Functions;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Worker;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Tests.Infra;

/// <summary>Lines that the app can log: its messages, with every state and every code of errors in the places that have one.</summary>
internal static partial class LogLines
{
    public static IReadOnlyList<string> All()
    {
        var messages = new[] { typeof(AppServices).Assembly, typeof(PageWorkerPool).Assembly }
            .SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()?.Message)
            .OfType<string>();
        string[] states =
        [
            .. Constants(typeof(JobStates)),
            .. new[] { JobStages.Prep, JobStages.Ocr }.SelectMany(s => Constants(typeof(JobPhases)).Select(p => JobStates.In(s, p))),
        ];
        string[] codes = [.. Constants(typeof(ErrorCode)), .. Constants(typeof(RejectionCode))];
        return
        [
            .. messages
                .SelectMany(m =>
                    m.Contains("{State}", StringComparison.Ordinal)
                        ? states.Select(s => m.Replace("{State}", s, StringComparison.Ordinal))
                        : [m]
                )
                .SelectMany(m =>
                    m.Contains("{Code}", StringComparison.Ordinal)
                        ? codes.Select(c => m.Replace("{Code}", c, StringComparison.Ordinal))
                        : [m]
                )
                .Select(m => Rest().Replace(m, "x")),
        ];
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Rest();
}
