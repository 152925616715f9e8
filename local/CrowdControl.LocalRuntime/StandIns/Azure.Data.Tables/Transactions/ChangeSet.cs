using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Transactions;

/// <summary>Several requests as one body: a multipart/mixed batch that holds one change set (OData 3.0, 2.8).</summary>
internal static class ChangeSet
{
    public static byte[] Encode(Guid id, IEnumerable<Request> requests)
    {
        using var body = new MemoryStream();
        Line(body, $"--{Boundary(id)}");
        Line(body, $"Content-Type: multipart/mixed; boundary=changeset_{id}");
        Line(body, "");
        foreach (var request in requests) Part(body, id, request);
        Line(body, $"--changeset_{id}--");
        Line(body, $"--{Boundary(id)}--");
        return body.ToArray();
    }

    public static string Boundary(Guid id) => $"batch_{id}";

    private static void Part(MemoryStream body, Guid id, Request request)
    {
        Line(body, $"--changeset_{id}");
        Line(body, "Content-Type: application/http");
        Line(body, "Content-Transfer-Encoding: binary");
        Line(body, "");
        Line(body, $"{request.Method} {request.Uri} HTTP/1.1");
        Line(body, $"Host: {request.Uri.Host}");
        foreach (var header in request.Headers)
            if (header.Name is not "Content-Length") Line(body, $"{header.Name}: {header.Value}");
        if (request.Content is { } content && content.TryComputeLength(out var length))
        {
            Line(body, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}"));
            Line(body, "");
            content.WriteTo(body, CancellationToken.None);
        }
        else
        {
            Line(body, "");
        }
        Line(body, "");
    }

    private static void Line(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}
