namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>
/// What somebody looks for. Letter case does not matter, as in the network's public search (the AppView of the tests has a
/// cruder one, which finds a subset of this).
/// </summary>
internal sealed record SearchQuery(IReadOnlyList<string> Phrases, string? Author)
{
    public static SearchQuery Parse(string text, string? author)
    {
        var phrases = new List<string>();
        foreach (var part in Parts(text))
        {
            if (part.StartsWith("from:", StringComparison.OrdinalIgnoreCase) || part.StartsWith("author:", StringComparison.OrdinalIgnoreCase))
                author = part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('@');
            else if (part.StartsWith("did:", StringComparison.Ordinal)) author = part;
            else phrases.Add(part);
        }

        return new SearchQuery(phrases, author);
    }

    public bool Finds(Post post) => Phrases.All(phrase => post.Text.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Parts(string text) =>
        text.Split('"').SelectMany((piece, at) => at % 2 == 1 ? [piece] : piece.Split(' '))
            .Select(part => part.Trim()).Where(part => part.Length > 0);
}
