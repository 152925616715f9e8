using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.AuditLog.Packs;

/// <summary>The two files by which anybody's tools know a bag. Everything in them follows from the rest of the pack, so that nothing
/// in them has to be believed.</summary>
public static class BagText
{
    /// <summary>bagit.txt (RFC 8493 section 2.1.1).</summary>
    public static ReadOnlySpan<byte> Bagit => "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"u8;

    /// <summary>bag-info.txt (RFC 8493 section 2.2.2).</summary>
    /// <param name="origin">Of the log.</param>
    /// <param name="index">Of the disclosure.exported entry.</param>
    /// <param name="exported">That entry.</param>
    /// <param name="bytes">Of all files below data/ together.</param>
    /// <param name="files">Their number.</param>
    public static byte[] Of(string origin, ulong index, Leaf exported, long bytes, int files)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Bag-Software-Agent: {exported.Draft.Application}\n"
            + $"Bagging-Date: {exported.At.UtcDateTime:yyyy-MM-dd}\n"
            + $"External-Identifier: {origin}/entry/{index}\n"
            + $"Payload-Oxum: {bytes}.{files}\n");
        return Encoding.UTF8.GetBytes(text);
    }
}
