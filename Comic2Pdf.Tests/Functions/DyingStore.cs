using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions;

/// <summary>
/// A real store whose process dies by SIGKILL at a chosen change: "out/ 2 after" dies when the second file has got a name with "out/" in it, "any 17 before" just before
/// the 17th change of any kind. So every gap between two steps can be hit, also those that no clock hits: between a claim and its start, between publishing and archiving.
/// </summary>
public class DyingStore : DispatchProxy
{
    private static readonly string[] Changes =
    [
        nameof(IStore.WriteAsync),
        nameof(IStore.TryCreateAsync),
        nameof(IStore.TryReplaceAsync),
        nameof(IStore.AppendAsync),
        nameof(IStore.MoveAsync),
        nameof(IStore.CopyAsync),
        nameof(IStore.DeleteAsync),
        nameof(IStore.DeleteFolderAsync),
    ];

    private IStore _store = null!;
    private string _what = "any";
    private int _left;
    private bool _isAfter;

    /// <summary>Puts another store in the place of the one that the services have.</summary>
    internal static void Wrap(IServiceCollection services, Func<IStore, IStore> wrap)
    {
        var real = services.Last(d => d.ServiceType == typeof(IStore));
        services.AddSingleton(s => wrap((IStore)(real.ImplementationInstance ?? real.ImplementationFactory!(s))));
    }

    internal static IStore Of(IStore store, string[] moment)
    {
        var proxy = Create<IStore, DyingStore>();
        var dying = (DyingStore)(object)proxy;
        (dying._store, dying._what) = (store, moment[0]);
        (dying._left, dying._isAfter) = (int.Parse(moment[1], CultureInfo.InvariantCulture), moment[2] == "after");
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var isMoment = IsMoment(targetMethod!.Name, args ?? []);
        if (isMoment && !_isAfter)
        {
            Die();
        }

        var result = targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        if (isMoment)
        {
            (result as Task)?.GetAwaiter().GetResult();
            Die();
        }

        return result;
    }

    private bool IsMoment(string method, object?[] args)
    {
        if (!Changes.Contains(method))
        {
            return false;
        }

        // The name that a file gets: of a move the second.
        var name = method is nameof(IStore.MoveAsync) or nameof(IStore.CopyAsync) ? args[1] : args[0];
        var target = (name as StoredFile)?.Name ?? name as string ?? string.Empty;
        return (_what == "any" || target.Contains(_what, StringComparison.Ordinal)) && Interlocked.Decrement(ref _left) == 0;
    }

    private static void Die()
    {
        Process.GetCurrentProcess().Kill();
        Task.Delay(Timeout.Infinite).Wait();
    }
}
