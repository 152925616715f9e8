namespace CrowdControl.Analysis.Triage;

/// <summary>Reads one text. The same text, settings and versions give the same answer, byte for byte.</summary>
/// <remarks>Never throws, whatever the text holds; safe for any number of threads. Time is linear in the length of the text.</remarks>
public interface ITriageEngine
{
    /// <summary>What people are told about the engine on the page.</summary>
    EngineDescription Description { get; }

    Classification Classify(TriageText text);
}

/// <param name="Text">As received.</param>
/// <param name="DeclaredLanguages">What the network says, BCP 47; a hint, often wrong.</param>
/// <param name="Day">The date by the caller's clock.</param>
public sealed record TriageText(string Text, IReadOnlyList<string> DeclaredLanguages, DateOnly Day);

/// <param name="Notice">One sentence on what may be expected of it; shown wherever its answers are.</param>
public sealed record EngineDescription(string Engine, string Notice, IReadOnlyList<string> Languages, IReadOnlyList<Category> Categories);
