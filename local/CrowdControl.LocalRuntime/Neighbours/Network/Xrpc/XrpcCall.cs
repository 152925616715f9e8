using System.Globalization;
using System.Text.Json;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

/// <summary>One call of a method: its parameters, its body, and who calls.</summary>
internal sealed class XrpcCall(HttpRequest request)
{
    public const int DefaultLimit = 50;
    public const int LargestLimit = 100;

    /// <summary>Where the caller reached this server.</summary>
    public Uri Server { get; } = new($"{request.Scheme}://{request.Host}/");

    public string Address { get; } = request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";

    public Caller Caller { get; set; } = new("", "", "");

    public JsonElement Body { get; set; }

    public ReadOnlyMemory<byte> File { get; set; }

    public string ContentType { get; set; } = "";

    public string? Parameter(string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    public IReadOnlyList<string> Parameters(string name) => [.. request.Query[name].OfType<string>().Where(value => value.Length > 0)];

    public string Required(string name) => Parameter(name) ?? throw XrpcFault.Invalid($"Error: Params must have the property \"{name}\"");

    /// <summary>A required account, by DID or handle.</summary>
    public string Identifier(string name) => Required(name) is var text && Formats.IsIdentifier(text)
        ? text
        : throw XrpcFault.Invalid($"Error: {name} must be a valid did or a handle");

    public bool Flag(string name) => Parameter(name) == "true";

    public int Limit(int otherwise = DefaultLimit) => Number("limit", otherwise, 1, LargestLimit);

    public int Number(string name, int otherwise, int least, int most)
    {
        if (Parameter(name) is not { } text) return otherwise;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw XrpcFault.Invalid($"Error: {name} must be an integer");
        if (number > most) throw XrpcFault.Invalid($"Error: {name} can not be greater than {most}");
        return number < least ? throw XrpcFault.Invalid($"Error: {name} can not be less than {least}") : number;
    }

    public string Text(string property) => Body.GetProperty(property).GetString()!;

    public string? OptionalText(string property) =>
        Body.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
