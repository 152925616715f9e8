using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Disclosing;

/// <summary>A pack from the wish to the file: asked for by one, approved by another, then made step by step.</summary>
/// <param name="Stage">Where the making stands; only <see cref="DisclosureState.Preparing"/> goes on from it.</param>
/// <param name="Done">Items that are through.</param>
/// <param name="Total">Items in all; null until they are counted.</param>
/// <param name="Decided">Who approved or refused it.</param>
/// <param name="Why">The reason of whoever refused or cancelled it, or what it failed on.</param>
/// <param name="Made">The finished pack.</param>
public sealed record DisclosurePack(
    TenantId Tenant, DisclosureId Id, DisclosureTerms Terms, DisclosureActor Requested, DisclosureState State, DisclosureStage Stage,
    int Done, int? Total, DisclosureActor? Decided, string? Why, MadePack? Made)
{
    public static DisclosurePack Ask(TenantId tenant, DisclosureId id, DisclosureTerms terms, DisclosureActor by) =>
        new(tenant, id, terms, by, DisclosureState.AwaitingApproval, DisclosureStage.Selecting, 0, null, null, null, null);

    /// <summary>Nobody approves what they asked for themselves.</summary>
    public Outcome<DisclosurePack> Approve(DisclosureActor by) =>
        State is not (DisclosureState.AwaitingApproval or DisclosureState.Preparing or DisclosureState.Ready) ? Over()
        : by.Who.IsSamePersonAs(Requested.Who) ? new OwnDisclosure()
        : State is DisclosureState.AwaitingApproval ? this with { State = DisclosureState.Preparing, Decided = by }
        : Decided?.Who.Member == by.Who.Member ? this
        : new Refusal.WrongState($"{Decided?.Who.Name} has approved this already.");

    public Outcome<DisclosurePack> Refuse(DisclosureActor by, string reason) => State switch
    {
        DisclosureState.Refused when Decided?.Who.Member == by.Who.Member => this,
        DisclosureState.AwaitingApproval => this with { State = DisclosureState.Refused, Decided = by, Why = reason },
        _ => new Refusal.WrongState("Only what awaits approval can be refused."),
    };

    /// <summary>Once the record says that it was exported, it was: then it can no longer be undone.</summary>
    public Outcome<DisclosurePack> Cancel(string reason) => State switch
    {
        DisclosureState.Cancelled => this,
        DisclosureState.AwaitingApproval => this with { State = DisclosureState.Cancelled, Why = reason },
        DisclosureState.Preparing when Stage < DisclosureStage.Exporting => this with { State = DisclosureState.Cancelled, Why = reason },
        DisclosureState.Preparing => new Refusal.WrongState("The record says already that this pack was exported, so it is finished now."),
        _ => Over(),
    };

    /// <summary>A step is through; what was overtaken by another run of the same step stays as it is.</summary>
    public DisclosurePack Reach(DisclosureStage stage, int done, int? total) =>
        State is not DisclosureState.Preparing || stage < Stage || (stage == Stage && done < Done)
            ? this
            : this with { Stage = stage, Done = done, Total = total ?? Total };

    public DisclosurePack Finish(MadePack made) => State is DisclosureState.Preparing
        ? this with { State = DisclosureState.Ready, Made = made, Done = Total ?? Done }
        : this;

    public DisclosurePack Fail(string why) => State is DisclosureState.Preparing ? this with { State = DisclosureState.Failed, Why = why } : this;

    private static Refusal.WrongState Over() => new("This request is over. Ask for a new pack.");
}

/// <summary>Who asked or decided, and when.</summary>
public sealed record DisclosureActor(Signatory Who, DateTimeOffset At);

/// <param name="Manifest">SHA-256 of manifest-sha256.txt, in hexadecimal: what the record commits to.</param>
/// <param name="Sha256">Of the file as a whole.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LogSize">Entries of the record that its checkpoint covers: what the next pack shows itself to go on from.</param>
/// <param name="Entry">Index of the record's entry that says it was exported.</param>
public sealed record MadePack(string Manifest, string Sha256, long Bytes, long LogSize, long Entry, DateTimeOffset At);

public enum DisclosureState { AwaitingApproval, Preparing, Ready, Refused, Cancelled, Failed }

/// <summary>The steps of making a pack, in their order.</summary>
public enum DisclosureStage { Selecting, Gathering, Writing, Exporting, Packing }

/// <summary>A disclosure needs two people.</summary>
public sealed record OwnDisclosure() : Refusal("You asked for this disclosure, so somebody else has to approve it.");
