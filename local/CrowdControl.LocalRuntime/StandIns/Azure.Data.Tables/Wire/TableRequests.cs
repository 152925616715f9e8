using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Each operation of the Table REST protocol as one request.</summary>
internal sealed class TableRequests(TableEndpoint endpoint)
{
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";

    public HttpMessage CreateTable(string name)
    {
        var message = Message(RequestMethod.Post, "Tables", ("$format", MinimalMetadata));
        return With(message, JsonSerializer.SerializeToUtf8Bytes(new { TableName = name }));
    }

    public HttpMessage DeleteTable(string name) => Message(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(name)}')");

    public HttpMessage ListTables(string? filter, int? top, string? next) => Message(
        RequestMethod.Get, "Tables", ("$format", MinimalMetadata), ("$top", Text(top)), ("$filter", filter), ("NextTableName", next));

    public HttpMessage Insert(string table, Dictionary<string, object?> row)
    {
        var message = Message(RequestMethod.Post, Uri.EscapeDataString(table), ("$format", MinimalMetadata));
        message.Request.Headers.Add("Prefer", "return-no-content");
        return With(message, EntityJson.Write(row));
    }

    /// <param name="ifMatch">Null makes it an upsert.</param>
    public HttpMessage Update(
        string table, Dictionary<string, object?> row, string partition, string key, TableUpdateMode mode, string? ifMatch)
    {
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
        };
        var message = Message(method, Entity(table, partition, key), ("$format", MinimalMetadata));
        if (ifMatch is not null) message.Request.Headers.Add("If-Match", ifMatch);
        return With(message, EntityJson.Write(row));
    }

    public HttpMessage Delete(string table, string partition, string key, string ifMatch)
    {
        var message = Message(RequestMethod.Delete, Entity(table, partition, key), ("$format", MinimalMetadata));
        message.Request.Headers.Add("If-Match", ifMatch);
        return message;
    }

    public HttpMessage Get(string table, string partition, string key, string? select) => Message(
        RequestMethod.Get, Entity(table, partition, key), ("$format", MinimalMetadata), ("$select", select));

    public HttpMessage Query(
        string table, string? filter, int? top, string? select, string? nextPartition, string? nextRow) => Message(
        RequestMethod.Get,
        Uri.EscapeDataString(table) + "()",
        ("$format", MinimalMetadata),
        ("$top", Text(top)),
        ("$select", select),
        ("$filter", filter),
        ("NextPartitionKey", nextPartition),
        ("NextRowKey", nextRow));

    public HttpMessage Batch(string boundary, byte[] body)
    {
        var message = Message(RequestMethod.Post, "$batch");
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.Add("Content-Type", $"multipart/mixed; boundary={boundary}");
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    private HttpMessage Message(RequestMethod method, string path, params (string Name, string? Value)[] query)
    {
        var message = endpoint.Pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{endpoint.Uri.AbsoluteUri.TrimEnd('/')}/{path}"));
        foreach (var (name, value) in query)
            if (value is not null) message.Request.Uri.AppendQuery(name, value, escapeValue: true);
        message.Request.Headers.Add("x-ms-version", endpoint.Version);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("Accept", MinimalMetadata);
        return message;
    }

    private static HttpMessage With(HttpMessage message, byte[] json)
    {
        message.Request.Headers.Add("Content-Type", "application/json;odata=nometadata");
        message.Request.Content = RequestContent.Create(json);
        return message;
    }

    private static string Entity(string table, string partition, string key) =>
        $"{Uri.EscapeDataString(table)}(PartitionKey='{Quoted(partition)}',RowKey='{Quoted(key)}')";

    private static string Quoted(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
