using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>The settings that switch single functions off, as the Functions host reads them: AzureWebJobs.[name].Disabled, or AzureWebJobs_[name]_Disabled where a name cannot have dots.</summary>
internal static class DisabledFunctions
{
    /// <summary>Whether a function is switched off.</summary>
    public static bool IsDisabled(this IConfiguration configuration, string function)
    {
        var value = configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs_{function}_Disabled"];
        return value is not null && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
    }
}
