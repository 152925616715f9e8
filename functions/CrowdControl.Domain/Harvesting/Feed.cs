namespace CrowdControl.Domain.Harvesting;

/// <summary>A news feed, RSS or Atom, that is read beside the channels.</summary>
public sealed record Feed(TenantId Tenant, FeedId Id, string Name, Uri Url, FeedState State, DateTimeOffset AddedAt)
{
    public const int MaximumName = 80;
    public const int MaximumUrl = 1_000;

    public static Outcome<Feed> Add(TenantId tenant, FeedId id, string name, string url, DateTimeOffset now)
    {
        var fields = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaximumName) fields["name"] = $"Give the feed a name of 1 to {MaximumName} characters.";
        var address = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && url.Length <= MaximumUrl ? parsed : null;
        if (address is null) fields["url"] = $"Give the whole address of the feed, up to {MaximumUrl} characters, such as https://example.org/news.xml.";
        else if (WhyNot(address) is { } why) fields["url"] = why;
        return fields.Count > 0 ? new Refusal.Invalid(fields) : new Feed(tenant, id, name.Trim(), address!, FeedState.Active, now);
    }

    public Feed Retire() => this with { State = FeedState.Retired };

    /// <summary>Why an address is not read; null when it may be. Plain http is for servers on this very machine.</summary>
    public static string? WhyNot(Uri address) => address switch
    {
        { IsAbsoluteUri: false } => "Give the whole address of the feed.",
        { UserInfo.Length: > 0 } => "An address with a name or password in it is not read.",
        { Scheme: "https" } or { Scheme: "http", IsLoopback: true } => null,
        _ => "The address has to begin with https://.",
    };
}

public enum FeedState { Active, Retired }
