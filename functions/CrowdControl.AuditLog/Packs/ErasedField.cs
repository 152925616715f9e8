using System.Globalization;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.AuditLog.Packs;

/// <summary>
/// How an erasure.executed entry says, readable by everybody, which commitments nobody can open any more: among its details it repeats
/// each of them under a name of its own, <c>erased/INDEX/FIELD</c>.
/// </summary>
/// <param name="Index">Of the entry whose field was erased; before the erasure's own.</param>
/// <param name="Field">Its name there.</param>
/// <param name="Commitment">The very commitment of that field.</param>
public sealed record ErasedField(ulong Index, string Field, Commitment Commitment)
{
    /// <summary>The entry's type.</summary>
    public const string LeafType = "erasure.executed";

    /// <summary>Erased fields that one entry can name besides its basis and two approvers; more need more entries.</summary>
    public const int MostPerEntry = 48;

    private const string Prefix = "erased/";

    /// <summary>The name under which the erasure's details repeat the commitment.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Index}/{Field}");

    /// <summary>Whether a detail of this name is such a repetition, behind which nothing is to be disclosed.</summary>
    public static bool IsOne(Leaf leaf, string name) => leaf.Draft.Type == LeafType && Parse(name, default) is not null;

    /// <summary>All that an entry says were erased; none where it is no erasure.</summary>
    public static IEnumerable<ErasedField> Of(Leaf leaf) => leaf.Draft.Type != LeafType ? [] :
        leaf.Draft.Details.Select(detail => Parse(detail.Key, detail.Value)).OfType<ErasedField>();

    private static ErasedField? Parse(string name, Commitment commitment) =>
        name.Split('/', 3) is [_, var index, { Length: > 0 } field] && name.StartsWith(Prefix, StringComparison.Ordinal)
        && ulong.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && new ErasedField(number, field, commitment) is var erased && erased.Name == name ? erased : null;
}
