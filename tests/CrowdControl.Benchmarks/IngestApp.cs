using Azure.Core;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Triage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Benchmarks;

/// <summary>The parts of the app that mentions pass, as the app composes them.</summary>
internal static class IngestApp
{
    public static ServiceProvider On(string storage) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Storage", storage)]).Build())
        .AddHosting().AddAuditing().AddTriage().AddMonitoring().AddHarvesting()
        .AddSingleton<TokenCredential>(DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("No identity is needed here.")))
        .BuildServiceProvider();
}
