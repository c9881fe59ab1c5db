namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>Where blob triggers look for blobs: a folder, or a container in a storage account.</summary>
public interface IBlobTriggerSource
{
    /// <summary>All blobs whose names begin with the prefix, those that are not complete yet included. One that can not be read is left out, not thrown for.</summary>
    IAsyncEnumerable<TriggerBlob> ListAsync(string container, string prefix, CancellationToken cancellation);

    /// <summary>Opens a blob for reading; the caller disposes of it.</summary>
    /// <exception cref="IOException">It is gone or can not be read.</exception>
    Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellation);

    /// <summary>Ends when a new listing may show something new: upon a change, or after some time at the latest.</summary>
    Task WaitForChangeAsync(string container, CancellationToken cancellation);

    /// <summary>The blob's address, given to functions as the binding datum "Uri".</summary>
    Uri UriOf(string container, string name);
}
