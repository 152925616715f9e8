using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Dashboard;

/// <summary>OpenAPI 3.1 of all routes of the API.</summary>
internal sealed partial class ApiDescription(JsonObject document)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly string[] WithKey = ["POST"];

    public static ApiDescription Of(IEnumerable<AppRoute> routes)
    {
        var schemas = new SchemaBook();
        var paths = new JsonObject();
        foreach (var route in routes.Where(route => route.Template.StartsWith("api/v1/", StringComparison.Ordinal))
            .OrderBy(route => route.Template, StringComparer.Ordinal).ThenBy(route => route.Function, StringComparer.Ordinal))
            foreach (var method in route.Methods)
                (paths["/" + PlainTemplate(route)] ??= new JsonObject()).AsObject().Add(method.ToLowerInvariant(), Operation(route, method, schemas));
        schemas.Problem();
        return new ApiDescription(new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "CrowdControl", ["version"] = "1" },
            ["security"] = new JsonArray(new JsonObject { ["directory"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["directory"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                },
                ["schemas"] = schemas.All,
            },
        });
    }

    public override string ToString() => document.ToJsonString(Readable) + "\n";

    private static JsonObject Operation(AppRoute route, string method, SchemaBook schemas)
    {
        var operation = new JsonObject { ["operationId"] = route.Function };
        if (route.IsPublic) operation["security"] = new JsonArray();
        if (route.AnyOf is { } needed) operation["x-requires-any-of"] = new JsonArray([.. needed.Select(one => JsonValue.Create(one.ToString()))]);
        if (Parameters(route, method, schemas) is { Count: > 0 } parameters) operation["parameters"] = parameters;
        if (route.Reads is { } body) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body, schemas) };
        operation["responses"] = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = "OK", ["content"] = Content(route.Answers ?? typeof(byte[]), schemas) },
            ["default"] = new JsonObject
            {
                ["description"] = "Problem",
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = SchemaBook.Reference("Problem") } },
            },
        };
        if (route.Signs) operation["responses"]!["202"] = new JsonObject
        {
            ["description"] = "Nothing is done yet: what to sign, for whoever sent Act-Signature: ask",
            ["content"] = Content(typeof(SigningView), schemas),
        };
        return operation;
    }

    private static JsonArray Parameters(AppRoute route, string method, SchemaBook schemas)
    {
        var parameters = new JsonArray();
        foreach (Match part in TemplatePart().Matches(route.Template)) Add(part.Groups[1].Value, "path", typeof(string), required: true);
        foreach (var query in route.Query) Add(query.Name, "query", query.Type);
        if (WithKey.Contains(method)) Add(Intent.Header, "header", typeof(string));
        if (route.Signs) Add(ActSignature.Header, "header", typeof(string), required: false);
        if (method == "PUT" && route.NeedsVersion) Add("If-Match", "header", typeof(string), required: true);
        return parameters;

        void Add(string name, string place, Type type, bool required = false)
        {
            var parameter = new JsonObject { ["name"] = name, ["in"] = place };
            if (required) parameter["required"] = true;
            parameter["schema"] = schemas.Of(type);
            parameters.Add(parameter);
        }
    }

    private static JsonObject Content(Type body, SchemaBook schemas) => body == typeof(byte[])
        ? new JsonObject { ["application/octet-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } } }
        : new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.Of(body) } };

    private static string PlainTemplate(AppRoute route) => TemplatePart().Replace(route.Template, "{$1}");

    [GeneratedRegex(@"\{\*?(\w+)[^}]*\}")]
    private static partial Regex TemplatePart();
}
