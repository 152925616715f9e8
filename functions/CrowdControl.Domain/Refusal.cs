namespace CrowdControl.Domain;

/// <summary>Why an act was refused, in words that the person who asked can act on.</summary>
/// <param name="Message">One plain sentence that says what is in the way and, where possible, what to do.</param>
public abstract record Refusal(string Message)
{
    /// <summary>Nothing of that name, or nothing that this organisation owns: the two are never told apart.</summary>
    public sealed record NotFound(string What) : Refusal($"There is no such {What}.");

    /// <summary>The member lacks the right, and who can give it is said.</summary>
    public sealed record NotPermitted(string Message) : Refusal(Message);

    /// <summary>Somebody else changed it first.</summary>
    public sealed record Stale() : Refusal("Somebody changed this after you opened it. Reload it and try again.");

    /// <summary>One or more fields cannot be accepted; the key is the field's name in the request.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields)
        : Refusal("Some fields need attention: " + string.Join(" ", Fields.Values))
    {
        public Invalid(string field, string message) : this(new Dictionary<string, string> { [field] = message }) { }
    }

    /// <summary>The Idempotency-Key was used before, for something else.</summary>
    public sealed record KeyReused()
        : Refusal("This Idempotency-Key was already used for something else. Send the same body again, or choose a new key.");

    /// <summary>The state it is in does not allow this.</summary>
    public sealed record WrongState(string Message) : Refusal(Message);
}
