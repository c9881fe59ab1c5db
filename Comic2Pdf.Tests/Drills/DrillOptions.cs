using System.Globalization;

namespace Comic2Pdf.Tests.Drills;

/// <summary>What a run of drills was asked for.</summary>
internal sealed record DrillOptions
{
    public const string Usage =
        "usage: drills [kills] [--minutes N] [--kills N] [--seed S] [--storage files|blobs] [--history sqlite|azureStorage] [--reader fake|real] [--lanes N]\n"
        + "       drills faults [NAME...] [--times N] [--seed S]\n"
        + "       drills soak [--jobs N] [--reader fake|real]\n"
        + "       drills report";

    /// <summary>kills, faults, soak or report.</summary>
    public string What { get; private init; } = "kills";

    /// <summary>Names of single drills; none: all.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    public double Minutes { get; init; } = 5;

    /// <summary>Ends earlier when so many kills were made.</summary>
    public int Kills { get; init; } = int.MaxValue;

    public int Seed { get; init; } = 1;

    public bool IsBlobs { get; init; }

    /// <summary>HISTORY=azureStorage: the task hub is in the account too.</summary>
    public bool SharesHistory { get; init; }

    /// <summary>Tesseract and the models, in place of a fake that is as fast as the disk.</summary>
    public bool IsReal { get; init; }

    /// <summary>Servers at the same time, each with a folder of its own.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>How often each drill is made.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Jobs of a soak.</summary>
    public int Jobs { get; init; } = 5000;

    public string Storage =>
        SharesHistory ? "blobs, history in the account"
        : IsBlobs ? "blobs"
        : "files";

    /// <summary>Reads them; null: they are wrong.</summary>
    public static DrillOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new DrillOptions { Seed = (int)(TimeProvider.System.GetTimestamp() & 0xFFFFFF) };
        var words = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(arguments[i]);
            }
            else if (++i == arguments.Count || options.With(arguments[i - 1], arguments[i]) is not { } next)
            {
                return null;
            }
            else
            {
                options = next;
            }
        }

        options = words.Count == 0 ? options : options with { What = words[0], Names = words[1..] };
        return options.What is "kills" or "faults" or "soak" or "report" ? options : null;
    }

    private DrillOptions? With(string name, string value) =>
        (name, value) switch
        {
            ("--storage", "files") or ("--history", "sqlite") or ("--reader", "fake") => this,
            ("--storage", "blobs") => this with { IsBlobs = true },
            ("--history", "azureStorage") => this with { IsBlobs = true, SharesHistory = true },
            ("--reader", "real") => this with { IsReal = true },
            ("--minutes", _) when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) => this with { Minutes = minutes },
            (_, _) when !int.TryParse(value, CultureInfo.InvariantCulture, out var number) || number < 1 => null,
            ("--kills", _) => this with { Kills = int.Parse(value) },
            ("--seed", _) => this with { Seed = int.Parse(value) },
            ("--lanes", _) => this with { Lanes = int.Parse(value) },
            ("--times", _) => this with { Times = int.Parse(value) },
            ("--jobs", _) => this with { Jobs = int.Parse(value) },
            _ => null,
        };
}
