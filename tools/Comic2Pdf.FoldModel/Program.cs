using Comic2Pdf.FoldModel;

if (args is not [var model, var folded])
{
    Console.Error.WriteLine("Usage: Comic2Pdf.FoldModel MODEL.onnx FOLDED");
    return 2;
}

// Under another name first: a program that starts meanwhile finds it whole or not at all.
var part = folded + ".part";
File.WriteAllBytes(part, NetworkFolding.Fold(File.ReadAllBytes(model)));
File.Move(part, folded, overwrite: true);
return 0;
