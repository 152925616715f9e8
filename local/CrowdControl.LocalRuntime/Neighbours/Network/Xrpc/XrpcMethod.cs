using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

/// <summary>One method of the protocol.</summary>
/// <param name="Name">Its namespaced id.</param>
/// <param name="Auth">Whose token it asks for.</param>
/// <param name="Handle">Runs while nobody else touches the ledger. Null answers an empty 200.</param>
internal sealed record XrpcMethod(string Name, XrpcAuth Auth, Func<XrpcCall, object?> Handle)
{
    /// <summary>True for methods that are called by POST.</summary>
    public bool Procedure { get; init; }

    /// <summary>The rules of a JSON body, or null for a method that takes none.</summary>
    public Shape? Input { get; init; }

    /// <summary>True where the body is a file.</summary>
    public bool TakesFile { get; init; }

    /// <summary>Which counters a call counts against.</summary>
    public Func<XrpcCall, IReadOnlyList<RateCharge>> Charges { get; init; } = _ => [];
}

/// <summary>Whose token a method asks for.</summary>
internal enum XrpcAuth
{
    /// <summary>Nobody's.</summary>
    Anybody,

    /// <summary>Any account's access token.</summary>
    Account,

    /// <summary>An access token that the account's own password opened.</summary>
    FullAccount,

    /// <summary>A refresh token.</summary>
    Refresh,
}
