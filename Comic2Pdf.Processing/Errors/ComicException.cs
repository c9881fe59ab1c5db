namespace Comic2Pdf.Processing.Errors;

/// <summary>The root of all failures that this library reports. Anything else that escapes it is a bug.</summary>
public class ComicException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="message">One sentence for a person, naming the page or entry.</param>
    /// <param name="isTransient">Whether the same call may succeed later without anyone doing anything.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ComicException(string code, string message, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>One of <see cref="ErrorCode"/>; stable.</summary>
    public string Code { get; }

    /// <summary>True when a retry may help (disk full, a crashed helper); false when the input can never succeed.</summary>
    public bool IsTransient { get; }
}
