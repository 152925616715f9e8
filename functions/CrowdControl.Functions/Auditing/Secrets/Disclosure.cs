namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>What lies behind one commitment of an entry. Without the salt nobody can confirm even a right guess of the value.</summary>
/// <param name="Name">The field's name in the entry.</param>
/// <param name="Salt">32 random bytes, used once.</param>
public sealed record Disclosure(string Name, byte[] Salt, string Value);
