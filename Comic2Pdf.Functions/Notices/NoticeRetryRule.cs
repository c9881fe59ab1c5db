namespace Comic2Pdf.Functions.Notices;

/// <summary>When a notice that could not be delivered is tried again.</summary>
public static class NoticeRetryRule
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
    ];

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Attempts before it is given up: three days of them.</summary>
    public const int MostAttempts = 75;

    /// <summary>How long after a failed attempt the next one is.</summary>
    /// <param name="attempts">Attempts so far, that one included.</param>
    /// <returns>Null: there is no next one.</returns>
    public static TimeSpan? DelayAfter(int attempts) =>
        attempts >= MostAttempts ? null
        : attempts <= Delays.Length ? Delays[Math.Max(1, attempts) - 1]
        : Longest;
}
