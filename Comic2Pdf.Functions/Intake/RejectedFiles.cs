using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The refused files that are in error/, how they get another chance, and what cannot be taken and stays in in/.</summary>
public sealed class RejectedFiles(IntakeLock intakeLock, IStore store, JsonFiles files, LeftFiles left)
{
    private static readonly TimeSpan Watched = TimeSpan.FromDays(1);

    // Of file systems with coarse times.
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(2);

    /// <summary>All of them, the latest first.</summary>
    /// <exception cref="IOException">error/ cannot be read now.</exception>
    public async Task<IReadOnlyList<RejectedFile>> ListAsync(CancellationToken cancellationToken)
    {
        var found = left.All.Select(f => new RejectedFile(IdOf(f.Name), f.Name, f.Reason)).ToList();
        var names = await store.ListAsync(DataLayout.Error, cancellationToken).Select(f => f.Name).ToListAsync(cancellationToken);
        var present = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Where(n => present.Contains(n + Rejections.ReasonEnding)))
        {
            if (await ReadAsync(name, cancellationToken) is { } rejected)
            {
                found.Add(rejected);
            }
        }

        return [.. found.OrderByDescending(f => f.Reason.RejectedAt, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>Puts a refused file back into in/, with what was said of it; the reason goes. One that stayed in in/ is looked at again and again anyway.</summary>
    /// <returns>The name that it has in in/; null when there is no such file.</returns>
    /// <exception cref="IOException">The store cannot be used now.</exception>
    public Task<string?> RetryAsync(string id, CancellationToken cancellationToken) =>
        intakeLock.RunAsync(
            async () =>
                (await ListAsync(cancellationToken)).FirstOrDefault(f => f.Id == id) is { } file
                    ? await PutBackAsync(file, cancellationToken)
                    : null,
            cancellationToken
        );

    /// <summary>
    /// Puts back into in/ what has changed since it was refused: a copy that stood still for long goes on in error/, where its writer has it open. Of a day only.
    /// </summary>
    /// <returns>The names that they have in in/.</returns>
    public Task<IReadOnlyList<string>> RetryChangedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        intakeLock.RunAsync<IReadOnlyList<string>>(
            async () =>
            {
                var found = new List<string>();
                var all = await store.ListAsync(DataLayout.Error, cancellationToken).ToDictionaryAsync(f => f.Name, StringComparer.Ordinal);
                foreach (var file in all.Values.Where(f => HasChanged(f, all.GetValueOrDefault(f.Name + Rejections.ReasonEnding), now)))
                {
                    if (
                        await ReadAsync(file.Name, cancellationToken) is { } rejected
                        && await PutBackAsync(rejected, cancellationToken) is { } name
                    )
                    {
                        found.Add(name);
                    }
                }

                return found;
            },
            cancellationToken
        );

    // A time that lies ahead was set, and says nothing about a change.
    private static bool HasChanged(StoredFile file, StoredFile? reason, DateTimeOffset now) =>
        reason is not null
        && file.ModifiedAt > reason.ModifiedAt + Precision
        && file.ModifiedAt <= now
        && now - reason.ModifiedAt < Watched;

    private async Task<RejectedFile?> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await files.ReadAsync<Rejection>(name + Rejections.ReasonEnding, cancellationToken)).Value is { } reason
            ? new RejectedFile(IdOf(name), name, reason)
            : null;

    private async Task<string?> PutBackAsync(RejectedFile file, CancellationToken cancellationToken)
    {
        if (file.Name.StartsWith($"{DataLayout.In}/", StringComparison.Ordinal))
        {
            return file.Name;
        }

        var name = DataLayout.IsIgnored(file.Reason.FileName) ? DataLayout.LastPart(file.Name) : file.Reason.FileName;
        var target = await store.MoveIntoAsync(file.Name, DataLayout.Below(DataLayout.In, file.Reason.Folder), name, cancellationToken);
        await store.DeleteAsync(file.Name + Rejections.ReasonEnding, cancellationToken);
        return target;
    }

    private static string IdOf(string name) => NameHash.Of(name, 16);
}
