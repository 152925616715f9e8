using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CrowdControl.Functions.Evidence.Packages;

/// <summary>Records of WARC 1.1 (ISO 28500), one after the other, not compressed, and their index (CDXJ).</summary>
internal sealed class WarcFile
{
    public const string Path = "data.warc";
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<string> _index = [];

    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();

    /// <summary>Lines in the order of their bytes.</summary>
    public byte[] Index() => Encoding.UTF8.GetBytes(string.Concat(_index.Order(StringComparer.Ordinal).Select(line => line + "\n")));

    public void About(DateTimeOffset at, string software) => Write("warcinfo", null, at, "application/warc-fields",
        Encoding.UTF8.GetBytes($"software: {software}\r\nformat: WARC File Format 1.1\r\n"
            + "description: Bodies are as the server sent them with transfer and content codings undone; headers of those codings are left out.\r\n"));

    /// <summary>An answer over HTTP. Codings are undone already, so that headers which speak of them are left out.</summary>
    public void Response(Uri address, DateTimeOffset at, int status, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {Phrase(status)}\r\n"));
        foreach (var (name, value) in headers.Where(header => !IsOfCodings(header.Key))) head.Append(CultureInfo.InvariantCulture, $"{name}: {OneLine(value)}\r\n");
        head.Append(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
        var type = headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? "application/octet-stream";
        var start = _bytes.WrittenCount;
        Write("response", address.AbsoluteUri, at, "application/http; msgtype=response", [.. Encoding.UTF8.GetBytes(head.ToString()), .. body.Span], body.Span);
        Note(address.AbsoluteUri, at, status, type, start, body.Span);
    }

    /// <summary>What did not come over the network: a copy that was collected before.</summary>
    public void Resource(string name, DateTimeOffset at, string contentType, byte[] body)
    {
        var start = _bytes.WrittenCount;
        Write("resource", name, at, contentType, body, body);
        Note(name, at, 200, contentType, start, body);
    }

    private void Write(string type, string? target, DateTimeOffset at, string contentType, byte[] block, ReadOnlySpan<byte> payload = default)
    {
        var id = new Guid(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{type} {target} {at:O} {_bytes.WrittenCount}"), .. SHA256.HashData(block)]).AsSpan(0, 16));
        var head = new StringBuilder("WARC/1.1\r\n").Append(CultureInfo.InvariantCulture, $"WARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n")
            .Append(CultureInfo.InvariantCulture, $"WARC-Date: {Date(at)}\r\n");
        if (target is not null) head.Append(CultureInfo.InvariantCulture, $"WARC-Target-URI: {target}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"WARC-Block-Digest: {Digest(block)}\r\n");
        if (!payload.IsEmpty) head.Append(CultureInfo.InvariantCulture, $"WARC-Payload-Digest: {Digest(payload)}\r\n");
        head.Append(string.Create(CultureInfo.InvariantCulture, $"Content-Type: {contentType}\r\nContent-Length: {block.Length}\r\n\r\n"));
        _bytes.Write(Encoding.UTF8.GetBytes(head.ToString()));
        _bytes.Write(block);
        _bytes.Write("\r\n\r\n"u8);
    }

    private void Note(string address, DateTimeOffset at, int status, string type, int start, ReadOnlySpan<byte> body)
    {
        var facts = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["url"] = address,
            ["mime"] = type.Split(';')[0].Trim(),
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
            ["digest"] = Digest(body),
            ["length"] = (_bytes.WrittenCount - start).ToString(CultureInfo.InvariantCulture),
            ["offset"] = start.ToString(CultureInfo.InvariantCulture),
            ["filename"] = Path,
        });
        _index.Add($"{Key(address)} {at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)} {facts}");
    }

    /// <summary>The host from its last part on, then port, path and query, as tools that replay web pages sort.</summary>
    private static string Key(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0
        ? $"{string.Join(',', uri.Host.ToLowerInvariant().Split('.').Reverse())}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}){uri.PathAndQuery.ToLowerInvariant()}"
        : address;

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Digest(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string OneLine(string value) => value.Replace('\r', ' ').Replace('\n', ' ');

    private static string Phrase(int status) => status switch { 200 => "OK", 404 => "Not Found", _ => "Answered" };

    private static bool IsOfCodings(string name) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) || name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase);
}
