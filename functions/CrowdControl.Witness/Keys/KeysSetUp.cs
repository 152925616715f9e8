using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Witness.Keys;

internal static class KeysSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = KeySettings.Read(configuration);
        return services.AddSingleton(its => new WitnessKey(settings, its.GetRequiredService<TokenCredential>()));
    }

    /// <summary><c>CrowdControl.Witness verifier-key</c>, on one machine: prints what strangers know the witness by, and makes its key if need
    /// be, so that those whom it witnesses can be told before it starts.</summary>
    public static async Task<int> Print()
    {
        var settings = KeySettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var key = new WitnessKey(settings, DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("The key has to be in a file.")));
        await Console.Out.WriteLineAsync(await key.Public(CancellationToken.None));
        return 0;
    }
}
