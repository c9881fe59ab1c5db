namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Ways in which files break: bits flip, ends get lost, pieces land in the wrong place. The same seed breaks alike.</summary>
internal static class Mutations
{
    /// <summary>Breaks a copy of a file.</summary>
    public static byte[] Of(byte[] file, int seed)
    {
        var random = new Random(seed);
        var broken = (byte[])file.Clone();
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            broken = Once(broken, random);
        }

        return broken;
    }

    private static byte[] Once(byte[] file, Random random)
    {
        if (file.Length < 16)
        {
            return file;
        }

        // Headers are few and data is much: half of the hits go to either end.
        int At(int room) =>
            Math.Clamp(
                random.Next(4) switch
                {
                    0 => random.Next(Math.Min(room, 128)),
                    1 => room - 1 - random.Next(Math.Min(room, 256)),
                    _ => random.Next(room),
                },
                0,
                room - 1
            );

        var at = At(file.Length);
        switch (random.Next(8))
        {
            case 0 or 1:
                file[at] ^= (byte)(1 << random.Next(8));
                return file;
            case 2:
                file[at] = (byte)random.Next(256);
                return file;
            case 3:
                random.NextBytes(file.AsSpan(at, Math.Min(random.Next(1, 16), file.Length - at)));
                return file;
            case 4:
                file.AsSpan(at, Math.Min(random.Next(1, 9), file.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                return file;
            case 5:
                return file[..at];
            case 6:
                // A piece is missing.
                return [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 64))..]];
            default:
                // A piece is there again, elsewhere.
                var from = At(file.Length);
                var piece = file[from..Math.Min(file.Length, from + random.Next(1, 200))];
                return [.. file[..at], .. piece, .. file[at..]];
        }
    }
}
