using CrowdControl.Domain;

namespace CrowdControl.Functions.Hosting;

/// <summary>The header by which a member signs an act. First the act is asked for with <see cref="Ask"/>: nothing is done, and 202 answers
/// what to sign. Then it is sent again with the preparation's id, a full stop, and the passkey's answer.</summary>
public static class ActSignature
{
    public const string Header = "Act-Signature";
    public const string Ask = "ask";
}

/// <summary>The act of this route may be signed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignsAttribute : Attribute;

/// <summary>What a passkey is asked to sign.</summary>
/// <param name="Id">Of the preparation; used once.</param>
/// <param name="Challenge">SHA-256 of the entry as it will stand in the record, base64url.</param>
/// <param name="Site">The domain that the passkeys are bound to.</param>
/// <param name="Passkeys">Which of them may sign.</param>
public sealed record SigningView(string Id, string Challenge, string Site, IReadOnlyList<SigningPasskey> Passkeys, DateTimeOffset ExpiresAt);

/// <param name="Id">The passkey's name here.</param>
/// <param name="CredentialId">Its id for the authenticator, base64url.</param>
public sealed record SigningPasskey(string Id, string CredentialId);

/// <summary>Nothing is done until it is signed.</summary>
public sealed record SignatureAsked(SigningView Signing) : Refusal("Sign it with your passkey.");
