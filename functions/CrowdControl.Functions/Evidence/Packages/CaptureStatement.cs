using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Evidence.Packages;

/// <summary>What was captured, in words that a reader needs no network's documentation for: capture.json of the package.</summary>
/// <param name="Notice">Why it is not what the network showed at that moment; null when it is.</param>
public sealed record CaptureStatement(
    string Form, CaptureSource Source, string? Notice, DateTimeOffset TakenAt, string TakenBy, string TakenByName, string Network,
    CapturedPost Post, IReadOnlyList<CapturedPost> Before, IReadOnlyList<CapturedPost> Replies, IReadOnlyList<CapturedFile> Answers)
{
    public const string FirstForm = "crowdcontrol-capture/1";
}

/// <param name="CollectedAt">When it had been collected first; null for what was seen at the capture alone.</param>
public sealed record CapturedPost(
    string NativeId, string Version, string Url, ExternalAuthor Author, string Text, IReadOnlyList<string> Languages, IReadOnlyList<string> Links,
    int ImageCount, string? ReplyTo, string? Quote, DateTimeOffset At, DateTimeOffset? CollectedAt);

/// <summary>One answer of the network in the package.</summary>
/// <param name="Sha256">Of the body.</param>
public sealed record CapturedFile(string Role, string Url, DateTimeOffset At, int Status, string ContentType, long Bytes, string Sha256);
