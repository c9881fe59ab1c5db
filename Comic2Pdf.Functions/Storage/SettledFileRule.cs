namespace Comic2Pdf.Functions.Storage;

/// <summary>When a file that another program may still be writing counts as whole: it looks the same in two looks that are an interval apart. No I/O, no clock.</summary>
public static class SettledFileRule
{
    // Timers are early by a little at times: a look must not be in vain for that.
    private const double Tolerance = 0.9;

    /// <summary>What is to be remembered after a look.</summary>
    /// <param name="last">What was remembered before; null: the file was not seen so far.</param>
    /// <param name="version">The file's version now.</param>
    /// <param name="now">The time, which no change of the clock touches.</param>
    public static FileSighting See(FileSighting? last, string version, TimeSpan now) =>
        last?.Version == version ? last : new FileSighting(version, now);

    /// <summary>Whether the file is whole.</summary>
    /// <param name="sighting">What <see cref="See"/> returned.</param>
    /// <param name="now">The time, which no change of the clock touches.</param>
    /// <param name="interval">How long it must have looked the same; zero: files are whole when they appear.</param>
    public static bool IsSettled(FileSighting sighting, TimeSpan now, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(sighting);
        return now - sighting.Since >= interval * Tolerance;
    }
}
