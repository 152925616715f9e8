namespace CrowdControl.AuditLog.Notes;

/// <summary>A key of a log.</summary>
/// <param name="Key">Type 0x01 or 0x02; its name is the log's origin.</param>
/// <param name="Sizes">The sizes at which it counts, both ends included (#cc valid); empty for every size.</param>
public sealed record PolicyLog(VerifierKey Key, IReadOnlyList<(ulong From, ulong To)> Sizes)
{
    /// <summary>Whether a checkpoint of this size may be signed with it.</summary>
    public bool IsValidAt(ulong size) => Sizes.Count == 0 || Sizes.Any(range => range.From <= size && size <= range.To);
}

/// <summary>A witness or a group, by the name that the policy gives it.</summary>
public abstract record PolicyMember(string Name)
{
    /// <summary>Whether these witnesses, by name, are enough.</summary>
    public abstract bool IsReachedBy(IReadOnlySet<string> witnesses);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>One who cosigns.</summary>
/// <param name="Name">Within the policy.</param>
/// <param name="Key">Type 0x04.</param>
/// <param name="Url">Where it is asked; null where the policy does not say.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url) : PolicyMember(Name)
{
    /// <inheritdoc/>
    public override bool IsReachedBy(IReadOnlySet<string> witnesses) => witnesses.Contains(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Some of whom it takes several.</summary>
/// <param name="Name">Within the policy.</param>
/// <param name="Needed">1 up to the number of members.</param>
/// <param name="Members">Witnesses and groups.</param>
public sealed record PolicyGroup(string Name, int Needed, IReadOnlyList<PolicyMember> Members) : PolicyMember(Name)
{
    /// <inheritdoc/>
    public override bool IsReachedBy(IReadOnlySet<string> witnesses) =>
        Members.Count(member => member.IsReachedBy(witnesses)) >= Needed;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Needed} of {string.Join(", ", Members.Select(member => member.Name))})";
}

/// <summary>An anchor outside that is no witness.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="CertificateHash">SHA-256 of the authority's or ledger's certificate in DER: 64 lower-case hexadecimal digits.</param>
/// <param name="MaximumMinutes">How old the youngest anchor may be.</param>
public sealed record PolicyAnchor(AnchorKind Kind, string CertificateHash, int MaximumMinutes);

/// <summary>Kinds of anchors in #cc lines.</summary>
public enum AnchorKind
{
    /// <summary>An RFC 3161 time stamp authority (#cc tsa).</summary>
    TimeStamps,

    /// <summary>A ledger with receipts (#cc ledger).</summary>
    Ledger,
}
