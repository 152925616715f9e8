using System.Collections.Immutable;

namespace CrowdControl.Domain.Watches;

/// <summary>A standing search and who answers for it.</summary>
/// <param name="Owner">Who asked for it last; never the one who authorises it.</param>
/// <param name="Current">The version that runs; null until the first is authorised.</param>
/// <param name="Proposed">The version that awaits authorisation, while the current one runs on.</param>
public sealed record Watch(
    WatchId Id,
    string Name,
    string Purpose,
    MemberId Owner,
    WatchState State,
    QueryVersion? Current,
    QueryVersion? Proposed)
{
    public const int MaximumName = 80;
    public const int MaximumPurpose = 1_000;

    public static Outcome<Watch> Request(WatchId id, MemberId owner, string name, string purpose, ImmutableArray<string> terms) =>
        Check(name, purpose) is { } refusal
            ? refusal
            : new Watch(id, name, purpose, owner, WatchState.AwaitingAuthorisation, null, new QueryVersion(1, terms, owner, null));

    /// <summary>Only an active watch has a query to match with.</summary>
    public QueryVersion? Running => State == WatchState.Active ? Current : null;

    /// <summary>Changed words make a version that awaits authorisation; a changed name or purpose does not.</summary>
    public Outcome<Watch> Change(MemberId by, string name, string purpose, ImmutableArray<string> terms)
    {
        if (State == WatchState.Retired) return new Refusal.WrongState("A retired watch cannot be changed. Make a new one.");
        if (Check(name, purpose) is { } refusal) return refusal;
        var latest = (Proposed ?? Current)!;
        var changed = this with { Name = name, Purpose = purpose };
        return terms.SequenceEqual(latest.Terms)
            ? changed
            : changed with { Proposed = new QueryVersion(latest.Number + 1, terms, by, null) };
    }

    public Outcome<Watch> Authorise(MemberId by)
    {
        if (State == WatchState.Retired) return new Refusal.WrongState("A retired watch cannot be authorised.");
        if (Proposed is null)
            return Current?.AuthorisedBy == by ? this : new Refusal.WrongState("Nothing of this watch awaits authorisation.");
        if (by == Owner || by == Proposed.WrittenBy) return new OwnWatch();
        var state = State == WatchState.AwaitingAuthorisation ? WatchState.Active : State;
        return this with { State = state, Current = Proposed with { AuthorisedBy = by }, Proposed = null };
    }

    public Outcome<Watch> Pause() => State switch
    {
        WatchState.Active => this with { State = WatchState.Paused },
        WatchState.Paused => this,
        _ => new Refusal.WrongState("Only an active watch can be paused."),
    };

    public Outcome<Watch> Resume() => State switch
    {
        WatchState.Paused => this with { State = WatchState.Active },
        WatchState.Active => this,
        _ => new Refusal.WrongState("Only a paused watch can be resumed."),
    };

    /// <summary>What it looked for stays with it, also when that was never authorised.</summary>
    public Watch Retire() => this with { State = WatchState.Retired, Proposed = Current is null ? Proposed : null };

    private static Refusal.Invalid? Check(string name, string purpose)
    {
        var fields = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaximumName) fields["name"] = $"Give the watch a name of 1 to {MaximumName} characters.";
        if (string.IsNullOrWhiteSpace(purpose) || purpose.Length > MaximumPurpose)
            fields["purpose"] = $"Say what the watch is for, in 1 to {MaximumPurpose} characters.";
        return fields.Count == 0 ? null : new Refusal.Invalid(fields);
    }
}

public enum WatchState { AwaitingAuthorisation, Active, Paused, Retired }

/// <summary>One version of what a watch looks for. Immutable.</summary>
/// <param name="Terms">Words and phrases as written.</param>
public sealed record QueryVersion(int Number, ImmutableArray<string> Terms, MemberId WrittenBy, MemberId? AuthorisedBy);

/// <summary>Nobody authorises what they asked for themselves.</summary>
public sealed record OwnWatch() : Refusal("You asked for this watch, so someone else has to authorise it.");
