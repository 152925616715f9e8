using System.Collections.Immutable;
using CrowdControl.Analysis.Triage;
using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Monitoring;

/// <summary>A mention and what was found in it when it came in.</summary>
internal sealed record StoredMention(Mention Mention, FoundLanguage Language, ImmutableArray<FoundHit> Hits, FoundRisk Triage);

/// <summary>The language that a text seems to be in.</summary>
public sealed record FoundLanguage(string Tag, double Confidence);

/// <summary>UTF-16 units of the text.</summary>
public sealed record FoundSpan(int Start, int Length);

/// <summary>A watch that found something, under the name that it had then.</summary>
public sealed record FoundHit(string Watch, string Name, ImmutableArray<FoundSpan> Spans);

/// <summary>What the engine said of the text.</summary>
/// <param name="Engine">The name of the engine that answered.</param>
/// <param name="Band">The gravest band; null when nothing was assessed, and <paramref name="NotAssessed"/> says why.</param>
public sealed record FoundRisk(string Engine, RiskBand? Band, NotAssessed? NotAssessed, ImmutableArray<FoundSignal> Signals);

public sealed record FoundSignal(string Category, RiskBand? Band, NotAssessed? NotAssessed, ImmutableArray<FoundReason> Reasons);

public sealed record FoundReason(string Id, string Meaning, ImmutableArray<FoundSpan> Spans);
