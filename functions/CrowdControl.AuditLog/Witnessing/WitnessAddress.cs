using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Witnessing;

/// <summary>A witness as its operator names it: a key to know its signatures by, and where it takes checkpoints.</summary>
public sealed record WitnessAddress
{
    /// <param name="key">Its verifier key, of type 4.</param>
    /// <param name="prefix">Its submission prefix; https, or http on this very machine.</param>
    /// <exception cref="FormatException">The key is of another type, or the address would be asked without TLS.</exception>
    public WitnessAddress(VerifierKey key, Uri prefix)
    {
        if (key.Type != NoteKeyType.Cosignature) throw new FormatException($"The key of {key.Name} is not a witness's: those are of type 4.");
        if (!prefix.IsAbsoluteUri || prefix.Query.Length > 0 || prefix.Fragment.Length > 0 || prefix.UserInfo.Length > 0
            || !(prefix.Scheme == Uri.UriSchemeHttps || (prefix.Scheme == Uri.UriSchemeHttp && prefix.IsLoopback)))
            throw new FormatException($"The address of {key.Name} is no plain https address. Example: https://witness.inspectorate.example/");
        Key = key;
        Prefix = $"{prefix.AbsoluteUri.TrimEnd('/')}/";
        AddCheckpoint = new Uri(Prefix + AddCheckpointRequest.Path);
    }

    /// <summary>Type 4; its name stands in the signature lines.</summary>
    public VerifierKey Key { get; }

    /// <summary>Its submission prefix, with a slash at the end.</summary>
    public string Prefix { get; }

    /// <summary>Where checkpoints are sent.</summary>
    public Uri AddCheckpoint { get; }

    /// <summary>Where it may show the last checkpoint that it cosigned of a log.</summary>
    public Uri LatestOf(string origin) =>
        new($"{Prefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))}/checkpoint");
}
