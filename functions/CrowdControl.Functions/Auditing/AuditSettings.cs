using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Auditing;

/// <summary>What the record is called outside, and who signs it.</summary>
/// <param name="Origin">Under which the logs of this service are known, such as <c>audit.wexmoor.police.example</c>.</param>
/// <param name="SigningKey">Name of a P-256 key in the vault; a path, on one machine, of a file that only its owner may read.</param>
/// <param name="TimeStampAuthority">Address of an RFC 3161 authority; null where the record is fastened to nothing outside.</param>
internal sealed record AuditSettings(string Origin, string SigningKey, Uri? TimeStampAuthority = null)
{
    /// <summary>Time between two signatures while entries come in, and between two questions to the witnesses: what a witness learns of our
    /// activity is no finer than this.</summary>
    public TimeSpan Grid { get; init; } = TimeSpan.FromSeconds(60);

    public WitnessSettings Witnesses { get; init; } = WitnessSettings.None;

    /// <summary>Whom a verifier of the time stamps should believe: the authority's root; null where it is left to them.</summary>
    public X509Certificate2? TimeStampRoot { get; init; }

    public bool IsKeyFile => SigningKey.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static AuditSettings Read(IConfiguration configuration) => new(
        configuration.Required("Audit__Origin", "audit.wexmoor.police.example"),
        configuration.Required("Audit__SigningKey", "audit-log"),
        configuration.OptionalAddress("Audit__TimeStampAuthority", "http://timestamp.example/tsa"))
    {
        Grid = TimeSpan.FromSeconds(configuration.Number("Audit__GridSeconds", 1, 3600) ?? 60),
        Witnesses = WitnessSettings.Read(configuration),
        TimeStampRoot = Root(configuration["Audit__TimeStampRoot".Replace("__", ":", StringComparison.Ordinal)]),
    };

    private static X509Certificate2? Root(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw new InvalidOperationException(
                "The setting Audit__TimeStampRoot is no certificate: DER in base64 on one line, which is a PEM file without its first and last line. Example: MIIB...");
        }
    }
}
