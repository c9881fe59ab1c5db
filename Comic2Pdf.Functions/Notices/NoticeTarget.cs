using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Notices;

/// <summary>Who is told.</summary>
/// <param name="Id">Its name in file names. An address may have a secret in it, and is not written down.</param>
/// <param name="Url">The address of a webhook; null: it is the command.</param>
public sealed record NoticeTarget(string Id, Uri? Url)
{
    /// <summary>All that the settings name.</summary>
    public static IReadOnlyList<NoticeTarget> Of(AppSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var hooks = settings.WebhookUrls.Select(u => new NoticeTarget(NameHash.Of(u.AbsoluteUri, 12), u));
        return settings.NotifyCommand is null ? [.. hooks] : [.. hooks, new NoticeTarget("command", null)];
    }
}
