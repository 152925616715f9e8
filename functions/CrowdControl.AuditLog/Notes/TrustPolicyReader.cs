using System.Globalization;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Notes;

/// <summary>Reads one policy, line by line; what a line refers to stands above it.</summary>
internal sealed class TrustPolicyReader
{
    private static readonly char[] Space = [' ', '\t'];

    private readonly List<PolicyLog> _logs = [];
    private readonly List<PolicyWitness> _witnesses = [];
    private readonly List<PolicyAnchor> _anchors = [];
    private readonly Dictionary<string, PolicyMember> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _grouped = new(StringComparer.Ordinal);
    private readonly List<(string KeyId, ulong From, ulong To)> _sizes = [];
    private PolicyMember? _quorum;
    private bool _hasQuorum;

    public TrustPolicy Read(ReadOnlySpan<byte> bytes)
    {
        // A tab is white space here, unlike in notes.
        var tabless = bytes.ToArray();
        tabless.AsSpan().Replace((byte)'\t', (byte)' ');
        var lines = NoteText.Read(tabless, "policy").Split('\n');
        for (var i = 0; i < lines.Length; i++)
            try
            {
                Line(lines[i].Trim(Space));
            }
            catch (FormatException wrong)
            {
                throw new FormatException($"Line {i + 1} of the policy: {wrong.Message}", wrong);
            }
        if (!_hasQuorum) throw new FormatException("The policy has no quorum line; quorum none asks for no witness.");
        return new TrustPolicy([.. _logs.Select(WithSizes)], _witnesses, _anchors, _quorum);
    }

    private void Line(string line)
    {
        if (line.StartsWith("#cc ", StringComparison.Ordinal)) OwnLine(line[4..].Split(Space, StringSplitOptions.RemoveEmptyEntries));
        else if (line.Length > 0 && line[0] != '#') PlainLine(line.Split(Space, StringSplitOptions.RemoveEmptyEntries));
    }

    private void PlainLine(string[] words)
    {
        switch (words)
        {
            case ["log", _] or ["log", _, _]: Log(VerifierKey.Parse(words[1])); break;
            case ["witness", var name, var key]: Witness(name, VerifierKey.Parse(key), null); break;
            case ["witness", var name, var key, var url]: Witness(name, VerifierKey.Parse(key), url); break;
            case ["group", var name, var needed, .. { Length: > 0 } members]: Group(name, needed, members); break;
            case ["quorum", var name]: Quorum(name); break;
            default: throw new FormatException($"\"{words[0]}\" is no line of a policy, or has the wrong number of words.");
        }
    }

    private void OwnLine(string[] words)
    {
        switch (words)
        {
            case ["valid", var id, var from, var to]: Valid(id, NoteText.Decimal(from, "size"), NoteText.Decimal(to, "size")); break;
            case ["tsa", var hash, var minutes]: _anchors.Add(Anchor(AnchorKind.TimeStamps, hash, minutes)); break;
            case ["ledger", var hash, var minutes]: _anchors.Add(Anchor(AnchorKind.Ledger, hash, minutes)); break;
            default: throw new FormatException("The #cc line is none of valid, tsa and ledger, or has the wrong number of words.");
        }
    }

    private void Valid(string id, ulong from, ulong to)
    {
        if (from > to) throw new FormatException("The sizes of a key run from the smaller to the greater.");
        if (_logs.All(log => $"{log.Key.Id:x8}" != id)) throw new FormatException($"No log above has a key {id}.");
        _sizes.Add((id, from, to));
    }

    private void Log(VerifierKey key)
    {
        if (key.Type == NoteKeyType.Cosignature) throw new FormatException("A log's key is of type 1 or 2, not of a witness's type.");
        if (_logs.Any(log => log.Key.Material.Span.SequenceEqual(key.Material.Span)))
            throw new FormatException("The log's key stands twice.");
        _logs.Add(new PolicyLog(key, []));
    }

    private void Witness(string name, VerifierKey key, string? url)
    {
        if (key.Type != NoteKeyType.Cosignature) throw new FormatException("A witness's key is of type 4.");
        if (_witnesses.Any(witness => witness.Key.Material.Span.SequenceEqual(key.Material.Span)))
            throw new FormatException("The witness's key stands twice.");
        var witness = new PolicyWitness(name, key, url);
        Define(witness);
        _witnesses.Add(witness);
    }

    private void Group(string name, string needed, string[] names)
    {
        var members = names.Select(Known).ToList();
        foreach (var member in names)
            if (!_grouped.Add(member)) throw new FormatException($"{member} is a member already, and would count twice.");
        var count = needed switch
        {
            "any" => 1,
            "all" => members.Count,
            _ => (int)Math.Min(NoteText.Decimal(needed, "number of members"), int.MaxValue),
        };
        if (count < 1 || count > members.Count) throw new FormatException($"A group of {members.Count} cannot need {needed}.");
        Define(new PolicyGroup(name, count, members));
    }

    private void Quorum(string name)
    {
        if (_hasQuorum) throw new FormatException("There is a second quorum line.");
        _quorum = name == "none" ? null : Known(name);
        _hasQuorum = true;
    }

    private void Define(PolicyMember member)
    {
        if (member.Name == "none" || !_members.TryAdd(member.Name, member))
            throw new FormatException($"The name {member.Name} is taken.");
    }

    private PolicyMember Known(string name) =>
        _members.TryGetValue(name, out var member) ? member : throw new FormatException($"{name} is not defined above.");

    private static PolicyAnchor Anchor(AnchorKind kind, string hash, string minutes) =>
        int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var maximum) && maximum > 0
            ? new PolicyAnchor(kind, Digest.FromHex(hash).ToHex(), maximum)
            : throw new FormatException("The greatest age is a number of minutes above 0.");

    private PolicyLog WithSizes(PolicyLog log) =>
        log with { Sizes = [.. _sizes.Where(sizes => sizes.KeyId == $"{log.Key.Id:x8}").Select(sizes => (sizes.From, sizes.To))] };
}
