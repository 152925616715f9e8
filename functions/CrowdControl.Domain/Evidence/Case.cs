using System.Collections.Immutable;
using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Evidence;

/// <summary>What evidence is gathered under, and the holds that keep it.</summary>
/// <param name="Number">For people, such as CC/2026/0001; unique in the organisation.</param>
/// <param name="Exhibits">How many exhibits were ever numbered in it.</param>
public sealed record Case(
    TenantId Tenant, CaseId Id, string Number, string Title, Signatory OpenedBy, DateTimeOffset OpenedAt, bool IsOpen, int Exhibits,
    ImmutableArray<Hold> Holds)
{
    public const int LongestTitle = 120;
    public const int MostHolds = 100;

    /// <summary>The hold that keeps this exhibit, or all of the case where none is named; null when nothing does.</summary>
    public Hold? HoldOn(ExhibitId? exhibit) =>
        Holds.FirstOrDefault(hold => hold.IsInForce && (hold.Exhibit is null || exhibit is null || hold.Exhibit == exhibit));

    /// <summary>At once, and by one person: a hold can always be released, what was destroyed cannot be brought back.</summary>
    public Outcome<Case> Place(Hold hold)
    {
        if (Holds.Any(known => known.Id == hold.Id)) return this;
        return Holds.Length >= MostHolds
            ? new Refusal.WrongState($"This case has had {MostHolds} holds already. Open another case for what follows.")
            : this with { Holds = Holds.Add(hold) };
    }

    public Outcome<Case> AskRelease(HoldId id, Signatory by, string reason) => Change(id, hold => hold.AskRelease(by, reason));

    public Outcome<Case> DecideRelease(HoldId id, Signatory by, bool release, string reason, DateTimeOffset at) =>
        Change(id, hold => hold.DecideRelease(by, release, reason, at));

    /// <summary>With the next exhibit's number taken.</summary>
    public (Case Case, string Number) Take() => (this with { Exhibits = Exhibits + 1 }, $"{Number}/{Exhibits + 1}");

    private Outcome<Case> Change(HoldId id, Func<Hold, Outcome<Hold>> act)
    {
        if (Holds.FirstOrDefault(hold => hold.Id == id) is not { } known) return new Refusal.NotFound("hold");
        return act(known) switch
        {
            Outcome<Hold>.Done { Value: var moved } => this with { Holds = Holds.Replace(known, moved) },
            Outcome<Hold>.Refused { Why: var why } => why,
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }
}
