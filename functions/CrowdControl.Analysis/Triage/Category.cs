namespace CrowdControl.Analysis.Triage;

/// <summary>What a text may be about. Not exclusive.</summary>
public enum Category
{
    OwnExplicit,
    OwnImplicit,
    ThirdParty,
    Threat,
    Hate,
    Abuse,
    Sighting,
    CrimeInformation,
    Complaint,
    Impersonation,
    Spam,
}

public static class Categories
{
    private static readonly string[] Codes =
    [
        "self-harm.own-explicit", "self-harm.own-implicit", "self-harm.third-party", "threat", "hate", "abuse", "sighting",
        "crime-information", "complaint", "impersonation", "spam",
    ];

    public static IReadOnlyList<Category> All { get; } = Enum.GetValues<Category>();

    /// <summary>The name in the API, in rules and in storage.</summary>
    public static string Code(this Category category) => Codes[(int)category];

    /// <exception cref="FormatException">No category has that code.</exception>
    public static Category Parse(string code) => Array.IndexOf(Codes, code) is >= 0 and var at
        ? (Category)at
        : throw new FormatException($"There is no category '{code}'.");
}
