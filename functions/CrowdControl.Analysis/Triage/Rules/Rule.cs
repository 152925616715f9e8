using System.Collections.Immutable;

namespace CrowdControl.Analysis.Triage.Rules;

/// <summary>One rule of the set, as its authors wrote it.</summary>
/// <param name="Meaning">One sentence that an officer reads as the reason.</param>
/// <param name="Patterns">Any one of them fires the rule; see <see cref="Pattern"/>.</param>
/// <param name="Unless">Any one of them in the same sentence stops it.</param>
/// <param name="UnlessAnywhere">Any one of them anywhere in the text stops it.</param>
/// <param name="Matches">Authored lines that must fire this rule: at least three.</param>
/// <param name="Ignores">Authored lines that must not: at least three.</param>
internal sealed record Rule(
    string Id,
    int Version,
    string Category,
    RiskBand Band,
    string Meaning,
    ImmutableArray<string> Patterns,
    ImmutableArray<string> Unless,
    ImmutableArray<string> UnlessAnywhere,
    ImmutableArray<string> Matches,
    ImmutableArray<string> Ignores);
