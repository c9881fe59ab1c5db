using Comic2Pdf.Functions;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Processing.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

// The same program is its own page worker.
if (WorkerProgram.RunIfAsked(args))
{
    return 0;
}

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    // The Functions host listens for the network, whatever HTTP_BIND says: without API_KEY nothing can be changed.
    builder.Services.AddComic2Pdf(SettingsReader.Read(builder.Configuration) with { HttpBind = "*" });
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

await builder.Build().RunAsync();
return 0;
