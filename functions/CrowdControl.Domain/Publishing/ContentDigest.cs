using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.Domain.Publishing;

/// <summary>Names one version by what would be sent: 64 hexadecimal digits of SHA-256. Two versions that differ in anything
/// an approver has to see differ in this.</summary>
/// <remarks>
/// The bytes that are hashed: the fields below in this order, each as its length (four bytes, big-endian) and its UTF-8 bytes, so
/// that no two contents share their bytes. An absent field is the length 0xFFFFFFFF alone; a list is its number of items (four
/// bytes, big-endian) and then its items. Text is taken as typed, without normalisation.
/// <code>
/// "crowdcontrol/content/1" | channel | kind | text | languages[] | images[]: media id (SHA-256 of the bytes), alt text
/// | reply target: native id, version | quote target: native id, version | PublishAt (UTC ticks) | MaxLate (ticks)
/// </code>
/// </remarks>
public readonly record struct ContentDigest(string Value)
{
    private const string Format = "crowdcontrol/content/1";

    public static ContentDigest Of(ChannelId channel, SubmissionKind kind, PostContent content, DateTimeOffset? publishAt,
        TimeSpan maxLate)
    {
        using var bytes = new MemoryStream();
        Write(bytes, Format);
        Write(bytes, channel.Value);
        Write(bytes, kind.ToString());
        Write(bytes, content.Text);
        Write(bytes, content.Languages, static (to, language) => Write(to, language));
        Write(bytes, content.Images, static (to, image) => { Write(to, image.Media.Value); Write(to, image.AltText); });
        Write(bytes, content.ReplyTo);
        Write(bytes, content.Quote);
        Write(bytes, publishAt?.UtcTicks.ToString(CultureInfo.InvariantCulture));
        Write(bytes, maxLate.Ticks.ToString(CultureInfo.InvariantCulture));
        return new ContentDigest(Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))));
    }

    public override string ToString() => Value;

    private static void Write(MemoryStream to, PostReference? target)
    {
        Write(to, target?.NativeId);
        Write(to, target?.Version);
    }

    private static void Write<T>(MemoryStream to, ImmutableArray<T> items, Action<MemoryStream, T> write)
    {
        WriteNumber(to, (uint)items.Length);
        foreach (var item in items) write(to, item);
    }

    private static void Write(MemoryStream to, string? text)
    {
        if (text is null)
        {
            WriteNumber(to, uint.MaxValue);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteNumber(to, (uint)bytes.Length);
        to.Write(bytes);
    }

    private static void WriteNumber(MemoryStream to, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        to.Write(bytes);
    }
}
