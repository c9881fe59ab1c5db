using System.Runtime.Loader;
using System.Text.Json;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

[Trait("Storage", "files")]
public sealed class JsonTests
{
    [Fact]
    public void Options_NeverUsed_AreFixedAlready()
    {
        // The assembly once more, as a process that has just started has it: other tests have used the options of the first one.
        var fresh = new AssemblyLoadContext(nameof(JsonTests), isCollectible: true);
        try
        {
            var type = fresh.LoadFromAssemblyPath(typeof(Json).Assembly.Location).GetType(typeof(Json).FullName!, throwOnError: true)!;
            Assert.NotSame(typeof(Json), type);

            var options = (JsonSerializerOptions)type.GetProperty(nameof(Json.Options))!.GetValue(null)!;

            Assert.NotSame(Json.Options, options);
            Assert.True(options.IsReadOnly);
            Assert.NotNull(options.TypeInfoResolver);
        }
        finally
        {
            fresh.Unload();
        }
    }
}
