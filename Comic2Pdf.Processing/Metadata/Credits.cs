namespace Comic2Pdf.Processing.Metadata;

/// <summary>Who did what, where a file states it as pairs of person and role.</summary>
internal static class Credits
{
    /// <summary>The book with the persons in its fields.</summary>
    public static ComicInfo Credited(this ComicInfo info, IEnumerable<(string? Person, string? Role)> credits)
    {
        var all = credits.Select(c => (c.Person, Role: c.Role?.Trim().ToUpperInvariant() ?? string.Empty)).ToList();
        string? Of(params string[] roles) => FieldText.Join(all.Where(c => roles.Contains(c.Role)).Select(c => c.Person));
        return info with
        {
            Writer = Of("WRITER", "AUTHOR", "SCRIPT", "STORY", "PLOT", "PLOTTER", "SCRIPTER"),
            Penciller = Of("PENCILLER", "PENCILER", "ARTIST", "ILLUSTRATOR", "ART"),
            Inker = Of("INKER", "FINISHER"),
            Colorist = Of("COLORIST", "COLOURIST", "COLORER"),
            Letterer = Of("LETTERER"),
            CoverArtist = Of("COVER", "COVERARTIST", "COVER ARTIST"),
            Editor = Of("EDITOR"),
            Translator = Of("TRANSLATOR"),
        };
    }
}
