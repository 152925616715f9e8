using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Mentions on their way to being stored: JSON lines, the first of which says whose they are; Brotli; Base64.</summary>
internal sealed record MentionBatch(TenantId Tenant, IReadOnlyList<Mention> Mentions)
{
    /// <summary>One less than the rows of a transaction, which leaves room for one that speaks of the batch itself.</summary>
    public const int Most = 99;

    /// <summary>The host encodes the text once more: 48 Ki characters fill the queue's 64 KiB.</summary>
    public const int MostCharacters = 48 * 1024;

    private const int Version = 1;

    /// <summary>As few messages as hold all of them.</summary>
    public IEnumerable<string> Pack() => Mentions.Chunk(Most).SelectMany(PackOrSplit);

    /// <exception cref="JsonException">It is no batch, or one of a later version.</exception>
    public static MentionBatch Unpack(string message)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(Bytes(message)), CompressionMode.Decompress), Encoding.UTF8);
        var envelope = Line<Envelope>(reader.ReadLine() ?? "null");
        if (envelope.Version != Version) throw new JsonException($"A batch of version {envelope.Version} cannot be read by version {Version}.");
        var mentions = new List<Mention>();
        while (reader.ReadLine() is { } line) mentions.Add(Line<Mention>(line));
        return new MentionBatch(envelope.Tenant, mentions);
    }

    private IEnumerable<string> PackOrSplit(Mention[] part)
    {
        var text = Text(part);
        if (text.Length <= MostCharacters) return [text];
        if (part.Length == 1) throw new InvalidOperationException($"The mention {part[0].Id} does not fit into a queue message: {text.Length} characters.");
        return PackOrSplit(part[..(part.Length / 2)]).Concat(PackOrSplit(part[(part.Length / 2)..]));
    }

    private string Text(Mention[] part)
    {
        using var lines = new MemoryStream();
        JsonSerializer.Serialize(lines, new Envelope(Version, Tenant), PackedJson.Options);
        foreach (var mention in part)
        {
            lines.WriteByte((byte)'\n');
            JsonSerializer.Serialize(lines, mention, PackedJson.Options);
        }

        // In one piece: what is written line by line is compressed line by line, to twice the size.
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) lines.WriteTo(brotli);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    private static byte[] Bytes(string message)
    {
        try
        {
            return Convert.FromBase64String(message);
        }
        catch (FormatException wrong)
        {
            throw new JsonException("The message is no batch of mentions.", wrong);
        }
    }

    private static T Line<T>(string line) => JsonSerializer.Deserialize<T>(line, PackedJson.Options) ?? throw new JsonException("A line of the batch is null.");

    private sealed record Envelope(int Version, TenantId Tenant);
}
