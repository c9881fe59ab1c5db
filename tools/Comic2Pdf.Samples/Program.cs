using Comic2Pdf.Samples.Output;
using Comic2Pdf.Samples.Story;

if (args.Length is not (1 or 2))
{
    Console.Error.WriteLine("Usage: Comic2Pdf.Samples FOLDER [README-PICTURE.png]");
    return 2;
}

var folder = args[0];
var comic = RainBook.Create();
ComicWriter.Write(comic, folder);
Console.WriteLine($"Drew {comic.Pages.Count} pages: {Path.Combine(folder, comic.Name + ".cbz")}");
if (args is [_, var picture])
{
    ReadmePicture.Write(comic.Pages[0], comic.Pages[1], "pluie", picture);
    Console.WriteLine($"Drew the picture of the README: {picture}");
}

return 0;
