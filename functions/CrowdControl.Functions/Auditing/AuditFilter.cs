using CrowdControl.AuditLog.Leaves;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Auditing;

/// <summary>Which entries are asked for; what is null asks for all, but for the heartbeats, which are shown where they are asked for.</summary>
public sealed record AuditFilter(AuditSubject? Subject, string? Act, string? Actor)
{
    private const int Most = 128;

    /// <exception cref="BadRequest">The subject is not written as kind:id, or a word is far too long.</exception>
    public static AuditFilter Of(HttpRequest request)
    {
        var subject = Word(request, "subject")?.Split(':', 2);
        if (subject is not (null or [{ Length: > 0 }, { Length: > 0 }]))
            throw new BadRequest("subject", "Write kind:id, such as submission:3f2a, or channel:3f2a.");
        return new AuditFilter(subject is null ? null : new AuditSubject(subject[0], subject[1]), Word(request, "act"), Word(request, "actor"));
    }

    internal bool Takes(Leaf leaf) =>
        (Subject is null || (Subject.Kind == leaf.Draft.Subject.Kind && Subject.Id == leaf.Draft.Subject.Id))
        && (Act is null ? leaf.Draft.Type != PublishRecord.Heartbeat : Act == leaf.Draft.Type)
        && (Actor is null || Actor == leaf.ActorOf(null).Id);

    private static string? Word(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" => null,
        { Length: <= Most } word when word.All(c => c is > ' ' and <= '~') => word,
        _ => throw new BadRequest(name, $"Give at most {Most} letters and digits without spaces."),
    };
}
