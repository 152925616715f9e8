using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>The real worker's ids: version 5 of RFC 4122 over instance, orchestrator time and a counter, so that a replay draws the same.</summary>
internal static class NamedGuid
{
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Draw(string instance, DateTime now, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instance}_{now:o}_{counter}");
        byte[] named = [.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // The algorithm of version 5; nothing is kept secret by it.
        var id = SHA1.HashData(named).AsSpan(0, 16);
#pragma warning restore CA5350
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
