using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;

namespace CrowdControl.Tests.AuditLog.Officers;

/// <summary>A passkey in memory: makes what a browser and an authenticator would give, and whatever they never would.</summary>
internal sealed class SoftPasskey : IDisposable
{
    public const string Site = "crowdcontrol.wexmoor.police.example";
    public const byte PresentAndVerified = 0x05;
    private const byte Attested = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Party { get; init; } = Site;

    public string Origin { get; init; } = $"https://{Site}";

    public byte Flags { get; init; } = PresentAndVerified;

    public byte[] Id { get; } = RandomNumberGenerator.GetBytes(20);

    public CredentialKey Key => CredentialKey.OfSpki(_key.ExportSubjectPublicKeyInfo());

    /// <summary>COSE in the one form that CTAP2 allows.</summary>
    public byte[] Cose
    {
        get
        {
            var point = _key.ExportParameters(false).Q;
            return [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
        }
    }

    public byte[] Registration()
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)Id.Length);
        return [.. Seen((byte)(Flags | Attested)), .. new byte[16], .. length, .. Id, .. Cose];
    }

    public byte[] ClientData(string type, ReadOnlySpan<byte> challenge, string more = "") => Encoding.UTF8.GetBytes(
        $$"""{"type":"{{type}}","challenge":"{{Base64Url.EncodeToString(challenge)}}","origin":"{{Origin}}","crossOrigin":false{{more}}}""");

    public OfficerAssertion Sign(LeafDraft draft) => Sign(ClientData("webauthn.get", draft.Challenge().Bytes));

    public OfficerAssertion Sign(byte[] clientData, byte[]? authenticatorData = null)
    {
        authenticatorData ??= Seen(Flags);
        var signature = _key.SignData(
            [.. authenticatorData, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new OfficerAssertion(Key.Name, authenticatorData, clientData, signature);
    }

    public byte[] Seen(byte flags) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(Party)), flags, 0, 0, 0, 7];

    public void Dispose() => _key.Dispose();
}
