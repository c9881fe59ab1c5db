using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>What holds for all that is read of one file, also for the archives inside it.</summary>
internal sealed class ArchiveReading
{
    private readonly InputStream _input;

    /// <summary>Begins to read a file.</summary>
    /// <param name="input">The file.</param>
    /// <param name="limits">Bounds on all that comes out of it.</param>
    /// <param name="spool">Takes archives inside it.</param>
    public ArchiveReading(InputStream input, ArchiveLimits limits, Spool spool)
        : this(input, limits, spool, new ExpansionMeter(limits, input.Length), new PageBuffer(limits.MaxEntryBytes), []) { }

    private ArchiveReading(
        InputStream input,
        ArchiveLimits limits,
        Spool spool,
        ExpansionMeter meter,
        PageBuffer buffer,
        List<Warning> warnings
    ) => (_input, Limits, Spool, Meter, Buffer, Warnings) = (input, limits, spool, meter, buffer, warnings);

    /// <summary>Bounds.</summary>
    public ArchiveLimits Limits { get; }

    /// <summary>Takes archives inside the archive.</summary>
    public Spool Spool { get; }

    /// <summary>Counts what comes out.</summary>
    public ExpansionMeter Meter { get; }

    /// <summary>One for all entries: the largest page decides its size.</summary>
    public PageBuffer Buffer { get; }

    /// <summary>What the reader of the book should know of the archive.</summary>
    public List<Warning> Warnings { get; }

    /// <summary>The first failure to read the file itself, or null.</summary>
    public Exception? ReadFault => _input.Fault;

    /// <summary>Whether this is an archive inside the archive.</summary>
    public bool IsInner { get; private init; }

    /// <summary>The same for an archive inside this one.</summary>
    public ArchiveReading Inner() => new(_input, Limits, Spool, Meter, Buffer, Warnings) { IsInner = true };
}
