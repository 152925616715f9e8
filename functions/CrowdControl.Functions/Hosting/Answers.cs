using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Publishing;
using CrowdControl.Domain.Watches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CrowdControl.Functions.Hosting;

/// <summary>The one place that turns an outcome into HTTP: 200 with JSON, or problem details with a stable type.</summary>
public static class Answers
{
    private const string Types = "https://crowdcontrol.example/problems/";

    public static IResult Ok<T>(T body) => new Answer<T>(body, null);

    /// <summary>With the version to hand back in If-Match.</summary>
    public static IResult Ok<T>(T body, ETag version) => new Answer<T>(body, version);

    public static IResult ToHttp<T, TBody>(this Outcome<T> outcome, Func<T, TBody> body) => outcome switch
    {
        Outcome<T>.Done done => Ok(body(done.Value)),
        Outcome<T>.Refused refused => Refused(refused.Why),
        _ => throw new InvalidOperationException("An outcome is done or refused."),
    };

    public static IResult Refused(Refusal why) => why switch
    {
        SignatureAsked asked => new Answer<SigningView>(asked.Signing, null, StatusCodes.Status202Accepted),
        Refusal.Invalid invalid => Invalid(400, invalid.Fields),
        Refusal.NotFound => Problem(404, "not-found", "Not found", why.Message),
        Refusal.NotPermitted => Problem(403, "not-permitted", "You may not do this", why.Message),
        OwnPost or OwnWatch or OwnGrant or OwnDisclosure or NotTheAuthor or SamePerson => Problem(403, Name(why), "You may not do this", why.Message),
        Refusal.KeyReused => Problem(422, "key-reused", "This key is taken", why.Message),
        Refusal.Stale => Problem(412, "stale", "Somebody changed this before you", why.Message),
        _ => Problem(409, Name(why), "This cannot be done now", why.Message),
    };

    public static IResult Invalid(int status, IReadOnlyDictionary<string, string> fields) =>
        new ProblemAnswer(Details(status, "invalid", "Some fields need attention", string.Join(" ", fields.Values)),
            fields.ToDictionary(field => field.Key, field => new[] { field.Value }));

    public static IResult Problem(int status, string type, string title, string detail) =>
        new ProblemAnswer(Details(status, type, title, detail), null);

    private static ProblemDetails Details(int status, string type, string title, string detail) =>
        new() { Type = Types + type, Title = title, Status = status, Detail = detail };

    /// <summary>"OwnPost" is "own-post" in a problem's type; renaming a refusal changes the API.</summary>
    private static string Name(Refusal why) => string.Concat(why.GetType().Name.Select((c, at) =>
        char.IsUpper(c) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private sealed class Answer<T>(T body, ETag? version, int status = StatusCodes.Status200OK) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = status;
            context.Response.Headers.CacheControl = "private, no-store";
            if (version is { } etag) context.Response.Headers.ETag = etag.ToString("H");
            return context.Response.WriteAsJsonAsync(body, Json.Options, context.RequestAborted);
        }
    }

    private sealed class ProblemAnswer(ProblemDetails details, Dictionary<string, string[]>? errors) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = details.Status ?? 500;
            context.Response.Headers.CacheControl = "private, no-store";
            var body = new { details.Type, details.Title, details.Status, details.Detail, errors };
            return context.Response.WriteAsJsonAsync(body, Json.Options, "application/problem+json", context.RequestAborted);
        }
    }
}

/// <summary>A thing and the version it was read at or written as.</summary>
public sealed record Versioned<T>(T Value, ETag Version);
