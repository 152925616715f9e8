using System.Globalization;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Auditing;

/// <summary>Which entries are asked for; what is null asks for all, but for the heartbeats, which are shown where they are asked for.</summary>
/// <param name="Subject">What the entries are about, or what somebody looked at.</param>
public sealed record AuditFilter(AuditSubject? Subject, string? Act, string? Actor)
{
    private const int Most = 128;

    public string? Channel { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Those alone that tell of somebody looking at something.</summary>
    public bool Views { get; init; }

    /// <summary>Whether anything but a time is asked for.</summary>
    internal bool IsNarrow => Subject is not null || Act is not null || Actor is not null || Channel is not null || Views;

    /// <exception cref="BadRequest">A subject is not written as kind:id, a time is none, or a word is far too long.</exception>
    public static AuditFilter Of(HttpRequest request)
    {
        var subject = Word(request, "subject")?.Split(':', 2);
        if (subject is not (null or [{ Length: > 0 }, { Length: > 0 }]))
            throw new BadRequest("subject", "Write kind:id, such as submission:3f2a, or channel:3f2a.");
        return new AuditFilter(subject is null ? null : new AuditSubject(subject[0], subject[1]), Word(request, "act"), Word(request, "actor"))
        {
            Channel = Word(request, "channel"),
            From = Time(request, "from"),
            To = Time(request, "to"),
            Views = request.Flag("views"),
        };
    }

    internal bool Takes(IndexedEntry entry) =>
        (Subject is null || entry.IsAbout(Subject))
        && (Act is null ? entry.Act != PublishRecord.Heartbeat : Act == entry.Act)
        && (Actor is null || Actor == entry.Actor)
        && (Channel is null || Channel == entry.Channel)
        && (!Views || entry.IsView)
        && (From is null || entry.At >= From)
        && (To is null || entry.At < To);

    private static DateTimeOffset? Time(HttpRequest request, string name) => request.Word(name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) => at,
        _ => throw new BadRequest(name, "Give a time such as 2026-11-02T09:15:00Z."),
    };

    private static string? Word(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" => null,
        { Length: <= Most } word when word.All(c => c is > ' ' and <= '~') => word,
        _ => throw new BadRequest(name, $"Give at most {Most} letters and digits without spaces."),
    };
}
