using System.Formats.Tar;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes tar files with the platform's own writer, in any of its formats.</summary>
internal sealed class TarBuilder(TarEntryFormat format = TarEntryFormat.Ustar)
{
    private readonly List<TarEntry> _entries = [];

    public TarBuilder File(string name, byte[] data)
    {
        var entry = New(format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, name);
        entry.DataStream = new MemoryStream(data);
        return this;
    }

    public TarBuilder Folder(string name)
    {
        New(TarEntryType.Directory, name);
        return this;
    }

    /// <summary>Adds a link.</summary>
    public TarBuilder Link(TarEntryType type, string name, string target)
    {
        New(type, name).LinkName = target;
        return this;
    }

    /// <summary>Adds a device or a pipe.</summary>
    public TarBuilder Special(TarEntryType type, string name)
    {
        New(type, name);
        return this;
    }

    /// <summary>Adds a pax record that holds for all entries after it.</summary>
    public TarBuilder GlobalRecord(string key, string value)
    {
        _entries.Add(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value }));
        return this;
    }

    public byte[] Build()
    {
        using var file = new MemoryStream();
        using (var writer = new TarWriter(file, format, leaveOpen: true))
        {
            foreach (var entry in _entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return file.ToArray();
    }

    private TarEntry New(TarEntryType type, string name)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            _ => new UstarTarEntry(type, name),
        };
        _entries.Add(entry);
        return entry;
    }
}
