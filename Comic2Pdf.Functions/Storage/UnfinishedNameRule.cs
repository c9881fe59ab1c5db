using System.Collections.Frozen;

namespace Comic2Pdf.Functions.Storage;

/// <summary>Which names browsers, download tools, sync tools, editors and file managers give to files that are not the user's, or not whole yet. No I/O, no clock.</summary>
public static class UnfinishedNameRule
{
    private static readonly string[] Beginnings =
    [
        ".", // hidden: rsync, Syncthing (.syncthing.*.tmp), Nextcloud, macOS (._*)
        "~$", // Office
        ".~", // LibreOffice (.~lock.*)
        "~syncthing~", // Syncthing on Windows
        "#", // Emacs (#a.cbz#), Samba recycle
    ];

    private static readonly string[] Endings =
    [
        ".part", // Firefox, wget, ownCloud, this program
        ".tmp",
        ".temp",
        ".crdownload", // Chrome, Edge
        ".download", // Safari
        ".opdownload", // Opera
        ".partial", // Internet Explorer, rclone
        ".filepart", // WinSCP
        ".!qb", // qBittorrent
        ".!ut", // µTorrent
        ".!bt", // BitTorrent
        ".bc!", // BitComet
        ".!sync", // Resilio
        ".aria2", // aria2's list of pieces
        ".dtapart", // DownThemAll
        ".fdmdownload", // Free Download Manager
        ".jc!", // FlashGet
        ".td", // Thunder
        ".xltd", // Thunder
        ".getright", // GetRight
        ".unconfirmed",
        ".swp", // vi
        ".swx",
        "~", // Emacs, gedit
        DataLayout.SideFileEnding,
    ];

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> Folders = FrozenSet.ToFrozenSet(
        [
            "@eadir", // Synology's previews
            "#recycle", // Synology's and Samba's recycle bins
            "@recycle", // QNAP
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "__macosx",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether files in a folder of this name are left alone: it is hidden, or a program's own.</summary>
    public static bool IsHiddenFolder(string folderName)
    {
        ArgumentNullException.ThrowIfNull(folderName);
        return folderName.StartsWith('.') || Folders.Contains(folderName);
    }

    /// <summary>Whether a file of this name is left alone.</summary>
    public static bool IsUnfinished(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return Names.Contains(fileName)
            || Beginnings.Any(b => fileName.StartsWith(b, StringComparison.Ordinal))
            || Endings.Any(e => fileName.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }
}
