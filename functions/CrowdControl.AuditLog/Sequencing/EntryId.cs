using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Ids of entries.</summary>
public static class EntryId
{
    /// <summary>The id of an act that has a name, the same each time, so that an act tried twice is taken in once.</summary>
    /// <remarks>In the form of a UUID of version 7 whose 122 bits are all of SHA-256 over the name: its time means nothing. With fewer
    /// bits of the hash, somebody who may choose names could make two with one id, and have the second act passed over.</remarks>
    public static string Named(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)(0x70 | (hash[6] & 0x0f));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3f));
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
