using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Hosting;

/// <summary>One wish of one member: the Idempotency-Key of a POST. Whatever is created for it takes its id from it, so that
/// asking twice makes one.</summary>
public readonly record struct Intent(string Key)
{
    public const string Header = "Idempotency-Key";
    public const int MaximumLength = 200;

    /// <summary>The intent behind the request; one without the header is an intent of its own.</summary>
    /// <exception cref="BadRequest">The header is empty or too long.</exception>
    public static Intent Of(HttpRequest request)
    {
        var caller = request.Caller();
        var given = request.Headers[Header].ToString();
        if (given.Length == 0 && !request.Headers.ContainsKey(Header)) return new Intent(Guid.NewGuid().ToString("N"));
        if (given.Length is 0 or > MaximumLength || given.Any(c => c is < ' ' or > '~'))
            throw new BadRequest(Header, $"Give 1 to {MaximumLength} printable ASCII characters, such as a UUID, or leave the header out.");
        return new Intent(MentionKey.Digest([caller.Tenant.Value, caller.Member.Id.Value, request.Path.Value ?? "", given]));
    }

    /// <summary>The id of what is created for this intent; <paramref name="kind"/> keeps apart two things of one wish.</summary>
    public string IdFor(string kind) => MentionKey.Digest([kind, Key]);

    public override string ToString() => Key;
}
