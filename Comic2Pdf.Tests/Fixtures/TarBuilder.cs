using System.Formats.Tar;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes tar files with the platform's own writer, in any of its formats.</summary>
internal sealed class TarBuilder(TarEntryFormat format = TarEntryFormat.Ustar)
{
    private readonly List<TarEntry> _entries = [];

    /// <summary>Writes an entry with a header that says whatever it is told to.</summary>
    public static void WriteRaw(Stream to, char type, string name, long size, byte[] data) =>
        WriteRaw(to, type, System.Text.Encoding.UTF8.GetBytes(name), size, data);

    /// <summary>The same with a name in no encoding in particular.</summary>
    public static void WriteRaw(Stream to, char type, byte[] name, long size, byte[] data)
    {
        var header = new byte[512];
        name.CopyTo(header, 0);
        "0000644"u8.CopyTo(header.AsSpan(100));
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header.AsSpan(148, 8).Fill((byte)' ');
        header[156] = (byte)type;
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        var sum = header.Sum(b => b);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        to.Write(header);
        to.Write(data);
        to.Write(new byte[(512 - (data.Length % 512)) % 512]);
    }

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
