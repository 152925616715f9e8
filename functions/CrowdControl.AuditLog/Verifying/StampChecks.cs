using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.TimeStamps;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Checks RFC 3161 responses over stored checkpoints. A certificate counts where the policy names its hash, wherever it came
/// from.</summary>
internal sealed class StampChecks(ExportedLog log, TrustPolicy? policy, Inventory files, X509Certificate2Collection given)
{
    private readonly List<Finding> _findings = [];
    private readonly List<Anchor> _anchors = [];
    private readonly Dictionary<string, TimeSpan> _limits = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public IReadOnlyList<Anchor> Anchors => _anchors;

    public void Run()
    {
        var trusted = Trusted();
        foreach (var (size, _, name) in files.Stamps.OrderBy(stamp => stamp.Size)) Check(size, name, trusted);
    }

    private void Check(ulong size, string name, X509Certificate2Collection trusted)
    {
        try
        {
            if (log.Read(ExportName.Numbered(size)) is not { } stamped)
                throw new FormatException($"{ExportName.Numbered(size)}, which this stamp is of, is missing.");
            var response = log.Read(name) ?? throw new FormatException("The file is missing.");
            if (TimeStamp.Refuse(response, stamped) is { } wrong) throw new FormatException(wrong);
            var (stamp, unknown) = TimeStamp.Check(response, stamped, trusted);
            if (stamp is not null)
                _anchors.Add(new Anchor(AnchorSort.TimeStamp, stamp.Authority, size, stamp.Time, stamp.Accuracy,
                    _limits[stamp.TrustedBy], name,
                    Convert.ToHexStringLower(SHA256.HashData(response))));
            // With no certificate that the policy names at hand, every stamp is a stranger's; that was said once.
            else _findings.Add(Finding.Remark(name, $"This stamp was passed over. {unknown}"));
        }
        catch (FormatException wrong)
        {
            _findings.Add(Finding.Wrong(name, wrong.Message));
        }
    }

    private X509Certificate2Collection Trusted()
    {
        var named = policy?.Anchors.Where(anchor => anchor.Kind == AnchorKind.TimeStamps).ToList() ?? [];
        var trusted = new X509Certificate2Collection();
        foreach (var certificate in given.Concat(files.Authorities.SelectMany(Certificates)))
            if (named.Find(anchor => anchor.CertificateHash == HashOf(certificate)) is { } anchor
                && _limits.TryAdd(anchor.CertificateHash, Minutes(anchor)))
                trusted.Add(certificate);
        foreach (var anchor in named.Where(anchor => !_limits.ContainsKey(anchor.CertificateHash)))
            _findings.Add(Finding.Lacking("ca/",
                $"The policy names a time stamp authority by the hash {anchor.CertificateHash}, and its certificate is not at hand."));
        if (named.Count > 0 && files.Stamps.Count == 0)
            _findings.Add(Finding.Lacking("tsr/", "The policy asks for time stamps, and there are none."));
        return trusted;
    }

    private X509Certificate2Collection Certificates(string name)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(System.Text.Encoding.UTF8.GetString(log.Read(name) ?? []));
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }
        if (certificates.Count == 0) _findings.Add(Finding.Wrong(name, "The file holds no certificate in PEM."));
        return certificates;
    }

    private static string HashOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));

    private static TimeSpan Minutes(PolicyAnchor anchor) => TimeSpan.FromMinutes(anchor.MaximumMinutes);
}
