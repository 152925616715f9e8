using System.Collections.Immutable;

namespace CrowdControl.Analysis.Triage;

/// <summary>What an engine says one text seems to be about, how urgent, and why. It is said of the text, never of its writer.</summary>
/// <param name="Signals">One for every category, always all, in the order of <see cref="Category"/>.</param>
public sealed record Classification(
    LanguageGuess Language,
    Sentiment? Sentiment,
    ImmutableArray<EntitySpan> Entities,
    ImmutableArray<Signal> Signals,
    EngineStamp Stamp)
{
    /// <summary>The gravest band that was assessed; null when no category was.</summary>
    public RiskBand? Band => Signals.Max(signal => signal.Band);

    /// <summary>Why nothing was assessed; null when something was.</summary>
    public NotAssessed? Why => Band is null ? Signals[0].Why : null;
}

/// <param name="Tag">BCP 47, or <c>und</c>.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record LanguageGuess(string Tag, double Confidence, string? RunnerUp)
{
    public const string Undetermined = "und";
}

/// <summary>Three probabilities that sum to 1.</summary>
public sealed record Sentiment(double Negative, double Neutral, double Positive);

/// <summary>One category of one text.</summary>
/// <param name="Score">Calibrated probability that the category applies; null where the engine has none.</param>
/// <param name="Band">Null exactly when <paramref name="Why"/> is set.</param>
/// <param name="Reasons">Never empty for a band above None; at most eight, heaviest first.</param>
public sealed record Signal(Category Category, double? Score, RiskBand? Band, NotAssessed? Why, ImmutableArray<Reason> Reasons);

/// <param name="Id">Of a rule, feature or lexicon entry.</param>
/// <param name="Meaning">One sentence that an officer can read.</param>
public sealed record Reason(ReasonKind Kind, string Id, string Meaning, ImmutableArray<TextSpan> Spans, double Weight);

public enum ReasonKind { Rule, Feature, Lexicon, Entity, Remote }

public sealed record EntitySpan(EntityKind Kind, TextSpan Span, double Confidence, Proof Proof);

public enum EntityKind { Person, Place, Postcode, VehicleRegistration, NationalInsurance, NhsNumber, Passport, DrivingLicence, Phone, Email }

public enum Proof { Checksum, Grammar, Context, Model, Remote }

/// <summary>UTF-16 units of the text as received, never inside a surrogate pair.</summary>
public readonly record struct TextSpan(int Start, int Length);

/// <summary>Everything that the same answer needs to be given again.</summary>
/// <param name="FailOver">Why the embedded engine stood in for another; null when it did not.</param>
public sealed record EngineStamp(
    string Engine,
    string Model,
    string Rules,
    string Normaliser,
    string Lexicons,
    string Settings,
    DateOnly Clock,
    string? FailOver);

/// <summary>How soon somebody should read it. An order for routing, not a clinical scale.</summary>
public enum RiskBand { None, Low, Medium, High, Immediate }

/// <summary>Why there is no band. It is never shown, sorted or counted as None.</summary>
public enum NotAssessed
{
    LanguageNotCovered,
    LanguageUnknown,
    NoText,
    NotPermitted,
    Fault,
    Remote,

    /// <summary>The engine that answered has nothing for this category.</summary>
    CategoryNotCovered,
}
