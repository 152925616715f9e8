namespace CrowdControl.Functions.Networks;

/// <summary>The networks that this product speaks to, by the code that the API and storage use for them.</summary>
public sealed class KnownNetworks(IEnumerable<INetwork> networks)
{
    private readonly Dictionary<string, INetwork> _byCode = networks.ToDictionary(network => network.Code, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Codes => _byCode.Keys;

    /// <summary>The network with this code, or null when there is none.</summary>
    public INetwork? Find(string code) => _byCode.GetValueOrDefault(code);
}
