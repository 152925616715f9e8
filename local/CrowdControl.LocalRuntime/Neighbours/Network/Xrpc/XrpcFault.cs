namespace CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

/// <summary>The network says no, in the protocol's form: a status, the fault's name, and words for people.</summary>
internal sealed class XrpcFault(int status, string error, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Error { get; } = error;

    public static XrpcFault Invalid(string message, string error = "InvalidRequest") => new(400, error, message);

    public static XrpcFault NoToken() => new(401, "AuthMissing", "Authentication Required");

    public static XrpcFault NotYours() => new(401, "AuthenticationRequired", "Authentication Required");

    public static XrpcFault Internal() => new(500, "InternalServerError", "Internal Server Error");

    public static XrpcFault TooLarge() => new(413, "PayloadTooLarge", "request entity too large");
}
