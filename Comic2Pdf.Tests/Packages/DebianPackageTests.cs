using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Packages;

/// <summary>eng/package/deb.sh, with a small file in the place of the program. What it makes of the real one is tried by eng/try-release.sh.</summary>
public sealed class DebianPackageTests
{
    private static readonly string Script = Path.Combine(Repository.Root, "eng/package/deb.sh");

    [Fact]
    public async Task Build_SmallProgram_HasItsFieldsItsFilesAndItsScripts()
    {
        using var folder = new TestFolder();
        var layout = LayOut(folder.Root);
        await Programs.OutputOfAsync("dpkg-deb", "--version");

        var result = await Programs.RunAsync("sh", folder.Root, Script, layout, "1.2.3", "amd64", folder.Root);

        Assert.True(result.ExitCode == 0, result.Errors);
        var package = Path.Combine(folder.Root, "comic2pdf_1.2.3_amd64.deb");
        var fields = await Programs.OutputOfAsync("dpkg-deb", "--field", package);
        Assert.Contains("Package: comic2pdf\nVersion: 1.2.3\nArchitecture: amd64\n", fields, StringComparison.Ordinal);
        Assert.Matches("Installed-Size: [1-9][0-9]*\n", fields);
        Assert.DoesNotContain('@', fields.Replace("@localhost", string.Empty, StringComparison.Ordinal));
        var control = await Programs.OutputOfAsync("dpkg-deb", "--info", package);
        Assert.All(["conffiles", "postinst", "prerm", "postrm"], f => Assert.Contains(f, control, StringComparison.Ordinal));
        var files = await Programs.OutputOfAsync("dpkg-deb", "--contents", package);
        string[] expected =
        [
            "-rwxr-xr-x root/root",
            " ./usr/bin/comic2pdf -> ../lib/comic2pdf/Comic2Pdf.Cli",
            " ./usr/lib/comic2pdf/Comic2Pdf.Cli",
            " ./usr/lib/systemd/system/comic2pdf.service",
            " ./etc/comic2pdf.env",
            " ./usr/share/man/man1/comic2pdf.1.gz",
            " ./usr/share/bash-completion/completions/comic2pdf",
            " ./usr/share/zsh/vendor-completions/_comic2pdf",
            " ./usr/share/fish/vendor_completions.d/comic2pdf.fish",
            " ./usr/share/doc/comic2pdf/copyright",
            " ./usr/share/doc/comic2pdf/licences/some-LICENSE",
            " ./usr/share/doc/comic2pdf/sbom.cdx.json",
        ];
        Assert.All(expected, e => Assert.Contains(e, files, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Build_SameFilesAndTime_IsTheSameToTheByte()
    {
        using var folder = new TestFolder();
        var layout = LayOut(folder.Root);
        await Programs.OutputOfAsync("dpkg-deb", "--version");
        var builds = new List<byte[]>();
        foreach (var name in new[] { "first", "second" })
        {
            var target = Directory.CreateDirectory(Path.Combine(folder.Root, name)).FullName;
            var result = await Programs.RunAsync(
                "env",
                folder.Root,
                "SOURCE_DATE_EPOCH=1767225600",
                "sh",
                Script,
                layout,
                "1.2.3",
                "amd64",
                target
            );
            Assert.True(result.ExitCode == 0, result.Errors);
            builds.Add(
                await File.ReadAllBytesAsync(Path.Combine(target, "comic2pdf_1.2.3_amd64.deb"), TestContext.Current.CancellationToken)
            );
        }

        Assert.Equal(builds[0], builds[1]);
    }

    [Fact]
    public async Task Scripts_OfReleaseAndPackage_HaveNoFindings()
    {
        string[] scripts =
        [
            "release.sh",
            "try-release.sh",
            "fuzz.sh",
            "package/deb.sh",
            "package/debian/postinst",
            "package/debian/prerm",
            "package/debian/postrm",
        ];
        Assert.Equal(
            string.Empty,
            await Programs.OutputOfAsync(
                "shellcheck",
                ["-x", "-P", Repository.Root, .. scripts.Select(s => Path.Combine(Repository.Root, "eng", s))]
            )
        );
    }

    private static string LayOut(string folder)
    {
        var layout = Directory.CreateDirectory(Path.Combine(folder, "layout")).FullName;
        foreach (var name in new[] { "lib", "share", "licences" })
        {
            Directory.CreateDirectory(Path.Combine(layout, name));
        }

        var program = Path.Combine(layout, "lib/Comic2Pdf.Cli");
        File.WriteAllText(program, "#!/bin/sh\n");
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        File.WriteAllText(Path.Combine(layout, "licences/some-LICENSE"), "MIT");
        File.WriteAllText(Path.Combine(layout, "sbom.cdx.json"), "{}");
        foreach (var name in new[] { "comic2pdf.1", "comic2pdf.service", "comic2pdf.env" })
        {
            File.Copy(Path.Combine(Repository.Root, "eng/package", name), Path.Combine(layout, "share", name));
        }

        foreach (var shell in new[] { "bash", "zsh", "fish" })
        {
            File.WriteAllText(Path.Combine(layout, "share", $"completion.{shell}"), "# completion");
        }

        return layout;
    }
}
