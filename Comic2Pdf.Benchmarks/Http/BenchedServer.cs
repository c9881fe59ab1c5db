using System.Diagnostics;

namespace Comic2Pdf.Benchmarks.Http;

/// <summary>A real `serve` on a data folder, as a process of its own.</summary>
internal static class BenchedServer
{
    /// <summary>Starts it on a free port.</summary>
    public static Process Start(string data) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Comic2Pdf.Cli.dll"), "serve", "--data", data, "--port", "0"]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;

    /// <summary>Waits until it listens.</summary>
    public static async Task<Uri> AddressAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("comic2pdf serves ", StringComparison.Ordinal))
            {
                _ = server.StandardOutput.ReadToEndAsync();
                return new Uri(line.Split(' ')[2]);
            }
        }

        throw new InvalidOperationException("the server did not start");
    }
}
