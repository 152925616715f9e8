using System.Text;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.WebUtilities;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>Rows and texts of every kind that the service takes.</summary>
internal static class AnyTable
{
    public const string Tag = "W/\"datetime'2026-11-24T02%3A44%3A00.7861619Z'\"";

    /// <summary>Whole characters of every plane, with quotes, line ends and the marks of a transaction thrown in.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
            Gen.Choose(0x20, 0x7e).Select(Letter),
            Gen.Choose(0xa0, 0xd7ff).Select(Letter),
            Gen.Choose(0x10000, 0x1ffff).Select(Letter),
            Gen.Elements("'", "''", "\"", "\\", "\r\n", "\n\n", "%27", "{0}", "\r\n--changesetresponse_x", "HTTP/1.1 200 OK"))
        .ListOf().Select(string.Concat);

    public static Gen<TableEntity> Row { get; } =
        from text in Text
        from values in Value.ArrayOf().Where(values => values.Length < 20)
        select Build(text, values);

    private static Gen<object> Value => Gen.OneOf(
        Text.Select(text => (object)text),
        Gen.Elements(true, false).Select(truth => (object)truth),
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => (object)number),
        ArbMap.Default.GeneratorFor<long>().Select(number => (object)number),
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(number => (object)number),
        ArbMap.Default.GeneratorFor<Guid>().Select(id => (object)id),
        ArbMap.Default.GeneratorFor<byte[]>().Where(bytes => bytes is not null).Select(bytes => (object)bytes),
        Gen.Choose(0, int.MaxValue).Select(seconds => (object)DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(seconds % 10_000_000)));

    public static bool Same(TableEntity left, TableEntity right) => left.Keys
        .Where(key => key is not ("odata.etag" or "Timestamp"))
        .All(key => Same(left[key], right[key]));

    /// <summary>A transaction's answer as the service writes it.</summary>
    public static byte[] Answer(IReadOnlyList<string> bodies)
    {
        var text = new StringBuilder("--batchresponse_a\r\nContent-Type: multipart/mixed; boundary=changesetresponse_b\r\n\r\n");
        foreach (var body in bodies)
            text.Append("--changesetresponse_b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                .Append("HTTP/1.1 204 No Content\r\nETag: ").Append(Tag).Append("\r\n\r\n").Append(body).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("--changesetresponse_b--\r\n--batchresponse_a--\r\n").ToString());
    }

    /// <summary>The bodies of a transaction's requests, as ASP.NET Core's reader of multipart bodies finds them.</summary>
    public static IReadOnlyList<string> Bodies(byte[] batch)
    {
        var changeSet = Sections($"batch_{Guid.Empty}", new MemoryStream(batch)).Single();
        return [.. Sections($"changeset_{Guid.Empty}", new MemoryStream(changeSet)).Select(part =>
        {
            var text = Encoding.UTF8.GetString(part);
            return text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        })];
    }

    private static IEnumerable<byte[]> Sections(string boundary, Stream body)
    {
        var reader = new MultipartReader(boundary, body);
        while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
        {
            using var bytes = new MemoryStream();
            section.Body.CopyTo(bytes);
            yield return bytes.ToArray();
        }
    }

    private static bool Same(object left, object right) =>
        left is byte[] bytes ? right is byte[] others && bytes.SequenceEqual(others) : left.Equals(right);

    private static TableEntity Build(string text, object[] values)
    {
        var row = new TableEntity("p", "r") { ["Text"] = text };
        for (var i = 0; i < values.Length; i++) row[$"P{i}"] = values[i];
        return row;
    }

    private static string Letter(int rune) => new Rune(rune).ToString();
}
