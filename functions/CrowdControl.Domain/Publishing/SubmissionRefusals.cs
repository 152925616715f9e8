using System.Globalization;

namespace CrowdControl.Domain.Publishing;

/// <summary>A move that the state machine of submissions does not list.</summary>
public sealed record MoveNotListed(SubmissionState State, string Act)
    : Refusal($"This submission is {State}, and from there it cannot be {Act}.");

/// <summary>The approver contributed to what they are asked to approve.</summary>
public sealed record OwnPost() : Refusal("You wrote or changed this post, so someone else has to approve it.");

/// <summary>The act belongs to the author alone.</summary>
public sealed record NotTheAuthor(string Act) : Refusal($"Only the author can {Act} this.");

/// <summary>The act names a version that is no longer the current one.</summary>
public sealed record DifferentVersion()
    : Refusal("This is not the current version any more: it was edited after you opened it. Read the new version and decide again.");

/// <summary>The approver has decided on this version before, and differently.</summary>
public sealed record AlreadyDecided() : Refusal("You have already decided on this version.");

/// <summary>The latest time for an approval has passed.</summary>
public sealed record ApprovedTooLate(DateTimeOffset Latest)
    : Refusal(string.Create(CultureInfo.InvariantCulture,
        $"It had to be approved by {Latest.UtcDateTime:d MMMM yyyy HH:mm} UTC, so it will not be published. Copy it to a new draft if it is still wanted."));

/// <summary>The planned time leaves too little for an approval.</summary>
public sealed record TooSoonToApprove()
    : Refusal(string.Create(CultureInfo.InvariantCulture,
        $"The publishing time has to be more than {ReleaseTimes.MinimumLead.TotalMinutes:0} minutes ahead, so that somebody can approve it in time."));

/// <summary>A verdict against a post says why, so that its author can act on it.</summary>
public sealed record ReasonMissing() : Refusal("Say why, so that the author knows what to change.");

/// <summary>The release is not due, or is too late to go out.</summary>
public sealed record NotDue() : Refusal("It is not time to publish this.");
