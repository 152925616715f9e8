using System.Diagnostics.CodeAnalysis;

namespace CrowdControl.Domain;

/// <summary>The rule that every id obeys: 1 to 64 characters of a-z, A-Z, 0-9, '-', '_' and '.'; safe in a table key and a URL.</summary>
public static class Id
{
    public const int MaximumLength = 64;

    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaximumLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}

/// <summary>The key of an Organisation: the customer that owns everything below it.</summary>
public readonly record struct TenantId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct MemberId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct ChannelId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct SubmissionId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct MediaId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct MentionId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct WatchId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct FeedId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct GrantId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A group of evidence and activity. Its number, such as CC/2026/0001, is for people.</summary>
public readonly record struct CaseId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>An item of evidence in a case; the case's id stands in front of it, and a full stop between them.</summary>
public readonly record struct ExhibitId(string Value)
{
    public CaseId Case => new(Value.Split('.', 2)[0]);

    public override string ToString() => Value;
}

public readonly record struct HoldId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A request for a disclosure pack, and the pack.</summary>
public readonly record struct DisclosureId(string Value)
{
    public override string ToString() => Value;
}
