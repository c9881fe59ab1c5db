using System.Reflection;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A store where some files cannot be removed: a move copies them, as FileStore does.</summary>
public class StickyStore : DispatchProxy
{
    private IStore _store = null!;
    private string[] _stays = null!;

    /// <summary>Makes one.</summary>
    public static IStore Of(IStore store, params string[] stays)
    {
        var proxy = Create<IStore, StickyStore>();
        var sticky = (StickyStore)(object)proxy;
        (sticky._store, sticky._stays) = (store, stays);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IStore.MoveAsync) && args is [StoredFile file, string name, ..] && _stays.Contains(file.Name)
            ? CopyAsync(file, name)
            : targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);

    private async Task<MoveResult> CopyAsync(StoredFile file, string name)
    {
        if (await _store.ExistsAsync(name, CancellationToken.None))
        {
            return MoveResult.TargetExists;
        }

        await _store.CopyAsync(file.Name, name, CancellationToken.None);
        return MoveResult.Moved;
    }
}
