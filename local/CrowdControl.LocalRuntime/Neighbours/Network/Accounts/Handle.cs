using System.Text.RegularExpressions;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>What an account may be called. Real servers give names under a domain of their own; this one's is <c>.test</c>.</summary>
internal static partial class Handle
{
    public const string Domain = ".test";
    private const int Shortest = 3;
    private const int Longest = 18;

    public static string Normalise(string handle) => handle.ToLowerInvariant();

    /// <summary>Whether the text has the form of a handle, on whatever server.</summary>
    public static bool IsValid(string handle) => handle.Length <= 253 && Form().IsMatch(handle);

    /// <summary>Why this server would not give the handle to anybody, with the protocol's name of the fault; null when it would.</summary>
    public static (string Error, string Message)? Refusal(string handle)
    {
        if (!handle.EndsWith(Domain, StringComparison.Ordinal)) return ("UnsupportedDomain", "Not a supported handle domain");
        var front = handle[..^Domain.Length];
        if (front.Contains('.', StringComparison.Ordinal)) return ("InvalidHandle", "Invalid characters in handle");
        if (front.Length < Shortest) return ("InvalidHandle", "Handle too short");
        return front.Length > Longest ? ("InvalidHandle", "Handle too long") : null;
    }

    [GeneratedRegex("^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$")]
    private static partial Regex Form();
}
