using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.AuditLog.Officers;

/// <summary>What an authenticator says of itself and of whom it saw: WebAuthn section 6.1.</summary>
internal readonly ref struct AuthenticatorData
{
    private const int HeadSize = 37;
    private const int MostCredentialId = 1_023;

    private readonly ReadOnlySpan<byte> _bytes;

    /// <exception cref="FormatException">Cut short, too long, or the flags contradict the length or each other.</exception>
    public AuthenticatorData(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadSize) throw new FormatException($"Authenticator data has {HeadSize} bytes or more, not {bytes.Length}.");
        _bytes = bytes;
        if (!Has(Flag.Attested) && !Has(Flag.Extensions) && bytes.Length > HeadSize)
            throw new FormatException("Something stands after the authenticator data.");
        if (Has(Flag.BackedUp) && !Has(Flag.MayBackUp))
            throw new FormatException("The authenticator data says of a passkey that may not be copied that it was.");
    }

    private enum Flag : byte
    {
        Present = 0x01,
        Verified = 0x04,
        MayBackUp = 0x08,
        BackedUp = 0x10,
        Attested = 0x40,
        Extensions = 0x80,
    }

    /// <summary>Whether the passkey may be copied to its holder's other devices.</summary>
    public bool MayBackUp => Has(Flag.MayBackUp);

    /// <summary>For that relying party, and the holder was there and proved who they are (PIN, finger or face).</summary>
    /// <exception cref="FormatException">One of these does not hold; the message says which.</exception>
    public void Require(string relyingParty)
    {
        if (!_bytes[..32].SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(relyingParty))))
            throw new FormatException($"The authenticator signed for another site than {relyingParty}.");
        if (!Has(Flag.Present)) throw new FormatException("The authenticator did not see that anybody was there.");
        if (!Has(Flag.Verified)) throw new FormatException("The authenticator did not check who was there.");
    }

    /// <summary>Of an assertion: no credential is in it.</summary>
    /// <exception cref="FormatException">One is.</exception>
    public void RequireNoCredential()
    {
        if (Has(Flag.Attested)) throw new FormatException("The authenticator data registers a passkey and signs nothing.");
    }

    /// <summary>Of a registration: the new credential.</summary>
    /// <exception cref="FormatException">There is none, or none of the kind that is taken.</exception>
    public void ReadCredential(out ReadOnlySpan<byte> id, out CredentialKey key)
    {
        if (!Has(Flag.Attested) || _bytes.Length < HeadSize + 18) throw new FormatException("The authenticator data holds no passkey.");
        var length = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(HeadSize + 16)..]);
        var rest = _bytes[(HeadSize + 18)..];
        if (length is 0 or > MostCredentialId || rest.Length < length + CredentialKey.CoseSize)
            throw new FormatException("The passkey's id or public key is cut short.");
        id = rest[..length];
        key = CredentialKey.OfCose(rest.Slice(length, CredentialKey.CoseSize));
        if (!Has(Flag.Extensions) && rest.Length > length + CredentialKey.CoseSize) throw new FormatException("Something stands after the passkey.");
    }

    private bool Has(Flag flag) => (_bytes[32] & (byte)flag) != 0;
}
