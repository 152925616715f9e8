using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Signing;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>Writes down whom a verifier of the record has to believe: a trust policy (C2SP tlog-policy), a file that a stranger can read.</summary>
public sealed class PolicyDesk
{
    private readonly RecordLogs _logs;
    private readonly SigningKeys _keys;
    private readonly AuditSettings _settings;

    internal PolicyDesk(RecordLogs logs, SigningKeys keys, AuditSettings settings) => (_logs, _keys, _settings) = (logs, keys, settings);

    /// <summary>The organisation's policy: the keys of its log, its witnesses, and how many of them it takes.</summary>
    public async Task<byte[]> Write(TenantId tenant, CancellationToken cancellation)
    {
        var (signer, former) = await _keys.For(_logs.OriginOf(tenant), cancellation);
        var text = new StringBuilder("# Whom to believe about this record. Whoever gave you the record must not be who vouches for these keys:\n"
            + "# compare each with what its owner told you by another way, a letter or a call.\n");
        foreach (var key in (VerifierKey[])[signer.Key, .. former]) text.Append(CultureInfo.InvariantCulture, $"log {key}\n");

        var (witnesses, quorum) = (_settings.Witnesses.All, _settings.Witnesses.Quorum);
        for (var i = 0; i < witnesses.Count; i++)
        {
            if (witnesses[i].AddCheckpoint.IsLoopback) text.Append("# A demonstration witness on this machine: proves nothing to a court.\n");
            text.Append(CultureInfo.InvariantCulture, $"witness w{i + 1} {witnesses[i].Key} {witnesses[i].Prefix}\n");
        }

        if (witnesses.Count == 0) text.Append("# Nobody outside cosigns this record.\nquorum none\n");
        else text.Append(CultureInfo.InvariantCulture, $"group outside {quorum} {string.Join(' ', witnesses.Select((_, i) => $"w{i + 1}"))}\nquorum outside\n");
        if (_settings is { TimeStampAuthority: not null, TimeStampRoot: { } root })
            text.Append(CultureInfo.InvariantCulture, $"#cc tsa {Convert.ToHexStringLower(root.GetCertHash(HashAlgorithmName.SHA256))} {AnchorDesk.LimitMinutes}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
