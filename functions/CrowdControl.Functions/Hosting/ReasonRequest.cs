using CrowdControl.Domain;

namespace CrowdControl.Functions.Hosting;

/// <summary>Why somebody stops something: for the colleagues who find it stopped, and for the record.</summary>
public sealed record ReasonRequest(string Reason)
{
    public const int Most = 500;

    internal Refusal? Refused => string.IsNullOrWhiteSpace(Reason) || Reason.Length > Most || Reason.Any(c => char.IsControl(c) && c != '\n')
        ? new Refusal.Invalid("reason", $"Say why, in 1 to {Most} characters.")
        : null;
}
