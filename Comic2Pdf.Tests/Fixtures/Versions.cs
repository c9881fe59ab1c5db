using System.Xml.Linq;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>The version that is being made.</summary>
internal static class Versions
{
    /// <summary>VersionPrefix of a file of properties.</summary>
    public static string Of(string file) => XDocument.Load(Path.Combine(Repository.Root, file)).Descendants("VersionPrefix").Single().Value;
}
