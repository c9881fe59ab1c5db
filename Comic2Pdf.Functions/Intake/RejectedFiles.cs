using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The refused files that are in error/, and how they get another chance.</summary>
public sealed class RejectedFiles(IntakeLock intakeLock, IStore store, JsonFiles files)
{
    /// <summary>All of them, the latest first.</summary>
    /// <exception cref="IOException">error/ cannot be read now.</exception>
    public async Task<IReadOnlyList<RejectedFile>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<RejectedFile>();
        var names = await store.ListAsync(DataLayout.Error, cancellationToken).Select(f => f.Name).ToListAsync(cancellationToken);
        var present = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Where(n => present.Contains(n + Rejections.ReasonEnding)))
        {
            if ((await files.ReadAsync<Rejection>(name + Rejections.ReasonEnding, cancellationToken)).Value is { } reason)
            {
                found.Add(new RejectedFile(IdOf(name), name, reason));
            }
        }

        return [.. found.OrderByDescending(f => f.Reason.RejectedAt, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>Puts a refused file back into in/, with what was said of it; the reason goes.</summary>
    /// <returns>The name that it has in in/; null when there is no such file.</returns>
    /// <exception cref="IOException">The store cannot be used now.</exception>
    public Task<string?> RetryAsync(string id, CancellationToken cancellationToken) =>
        intakeLock.RunAsync(() => PutBackAsync(id, cancellationToken), cancellationToken);

    private async Task<string?> PutBackAsync(string id, CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken)).FirstOrDefault(f => f.Id == id) is not { } file)
        {
            return null;
        }

        var name = DataLayout.IsIgnored(file.Reason.FileName) ? DataLayout.LastPart(file.Name) : file.Reason.FileName;
        var target = await store.MoveIntoAsync(file.Name, DataLayout.In, name, cancellationToken);
        await store.DeleteAsync(file.Name + Rejections.ReasonEnding, cancellationToken);
        return target;
    }

    private static string IdOf(string name) => NameHash.Of(name, 16);
}
