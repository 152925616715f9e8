using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>The key that we choose for a post before it exists: a TID, derived from nothing but the publish key.</summary>
/// <remarks>
/// A TID is 53 bits of microseconds since 1970 and 10 bits of "clock id", in 13 characters that sort by time (AT Protocol,
/// "Record Key"). The second is the post's own; the microseconds within it and the clock id are 30 bits of the name's hash. So the same
/// key gives the same record in every process and at every attempt, and two posts of one account in one second share a key once in 10⁹.
/// </remarks>
internal static class RecordKey
{
    private const string Alphabet = "234567abcdefghijklmnopqrstuvwxyz";
    private const int Length = 13;
    private const int ClockBits = 10;
    private const ulong MicrosecondsInSecond = 1_000_000;

    public static string Of(PublishKey key)
    {
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key.Name)));
        var second = key.At.ToUnixTimeSeconds();
        ArgumentOutOfRangeException.ThrowIfNegative(second);

        var microseconds = ((ulong)second * MicrosecondsInSecond) + ((hash >> ClockBits) % MicrosecondsInSecond);
        return Text((microseconds << ClockBits) | (hash & ((1UL << ClockBits) - 1)));
    }

    private static string Text(ulong number) => string.Create(Length, number, static (text, rest) =>
    {
        for (var i = Length - 1; i >= 0; i--, rest >>= 5) text[i] = Alphabet[(int)(rest & 31)];
    });
}
