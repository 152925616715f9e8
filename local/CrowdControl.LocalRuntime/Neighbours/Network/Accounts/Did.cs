using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Permanent ids of accounts, in the form that the real directory gives out.</summary>
internal static class Did
{
    private const int LettersAfterMethod = 24;

    /// <summary>An id that nobody has.</summary>
    public static string New() => "did:plc:" + Base32.Encode(SHA256.HashData(RandomNumberGenerator.GetBytes(32)))[..LettersAfterMethod];

    /// <summary>What the directory says of an account: its handle and the server that hosts it. Nothing here is signed, so no key is named.</summary>
    public static JsonObject Document(Account account, Uri server) => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/secp256k1-2019/v1"),
        ["id"] = account.Did,
        ["alsoKnownAs"] = new JsonArray($"at://{account.Handle}"),
        ["verificationMethod"] = new JsonArray(),
        ["service"] = new JsonArray(new JsonObject
        {
            ["id"] = "#atproto_pds",
            ["type"] = "AtprotoPersonalDataServer",
            ["serviceEndpoint"] = server.GetLeftPart(UriPartial.Authority),
        }),
    };
}
