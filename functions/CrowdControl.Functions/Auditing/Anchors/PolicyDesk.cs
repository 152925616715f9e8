using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Signing;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>Writes down whom a verifier of the record has to believe: a trust policy (C2SP tlog-policy), a file that a stranger can read.</summary>
public sealed class PolicyDesk
{
    private readonly RecordLogs _logs;
    private readonly AuditSettings _settings;

    internal PolicyDesk(RecordLogs logs, AuditSettings settings) => (_logs, _settings) = (logs, settings);

    /// <summary>The organisation's policy: the keys of its log, each with the sizes that it may sign, its witnesses, and how many of them
    /// it takes.</summary>
    public async Task<byte[]> Write(TenantId tenant, CancellationToken cancellation)
    {
        var keys = (await _logs.Opened(tenant, cancellation)).Keys;
        // Another instance may have let a key begin or end.
        await keys.Load(cancellation);
        var text = new StringBuilder("# Whom to believe about this record. Whoever gave you the record must not be who vouches for these keys:\n"
            + "# compare each with what its owner told you by another way, a letter or a call.\n");
        foreach (var key in keys.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"log {key.Key}\n");
            if (key is not { From: 0, To: null or KeyTerm.Always })
                text.Append(CultureInfo.InvariantCulture, $"#cc valid {key.Key.Id:x8} {key.From} {key.To ?? KeyTerm.Always}\n");
        }

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
