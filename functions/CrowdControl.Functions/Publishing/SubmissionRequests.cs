using CrowdControl.Domain.Publishing;

namespace CrowdControl.Functions.Publishing;

/// <summary>What a post says, as members write and read it.</summary>
/// <param name="ReplyToMention">The mention that is answered.</param>
/// <param name="Quote">The mention that is quoted.</param>
public sealed record ContentView(
    string Text, IReadOnlyList<string> Languages, IReadOnlyList<ImageView> Images, string? ReplyToMention = null, string? Quote = null);

public sealed record ImageView(string Media, string AltText);

/// <param name="Kind">A reply when it answers a mention, unless said.</param>
public sealed record NewSubmissionRequest(
    string Channel, ContentView Content, SubmissionKind? Kind = null, DateTimeOffset? PublishAt = null);

public sealed record ChangedSubmissionRequest(ContentView Content, DateTimeOffset? PublishAt = null);
