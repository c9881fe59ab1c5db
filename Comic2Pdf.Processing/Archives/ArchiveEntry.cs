namespace Comic2Pdf.Processing.Archives;

/// <summary>One entry that matters to a comic, whole and with its checksum verified.</summary>
/// <param name="Index">The entry's place in the archive, from 0; tells entries of the same name apart.</param>
/// <param name="Name">Its path as the archive spells it. It is only ever shown, never used as a path on disk.</param>
/// <param name="Kind"><see cref="EntryKind.Page"/> or <see cref="EntryKind.ComicInfo"/>.</param>
/// <param name="Data">Its bytes; valid until the second entry after it is read.</param>
public readonly record struct ArchiveEntry(int Index, string Name, EntryKind Kind, ReadOnlyMemory<byte> Data);
