using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>The values of one entry, sealed under a data key of its own, which is wrapped by the organisation's key. PartitionKey is
/// TENANT|yyyymmdd, or TENANT|item|EXHIBIT for what is erased with an item, and RowKey HHmmssfff-TRY-ID of when it was written, shortly
/// before the entry: a page of the record is one query a day.</summary>
internal sealed class SecretRow : ITableEntity
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Name of the key that wraps <see cref="WrappedKey"/>.</summary>
    public string WrappedBy { get; set; } = "";

    public byte[] WrappedKey { get; set; } = [];

    public byte[] Sealed { get; set; } = [];

    public void Seal(IReadOnlyList<Disclosure> fields, string keyName, byte[] key)
    {
        var dataKey = RandomNumberGenerator.GetBytes(32);
        WrappedBy = keyName;
        WrappedKey = Encrypt(dataKey, key);
        Sealed = Encrypt(JsonSerializer.SerializeToUtf8Bytes(fields), dataKey);
    }

    /// <exception cref="CryptographicException">The row is not what was written, or stands in another's place.</exception>
    public IReadOnlyList<Disclosure> Open(byte[] key) =>
        JsonSerializer.Deserialize<Disclosure[]>(Decrypt(Sealed, Decrypt(WrappedKey, key)))!;

    private byte[] Encrypt(byte[] plain, byte[] key)
    {
        var result = new byte[NonceLength + plain.Length + TagLength];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceLength, plain.Length), result.AsSpan(NonceLength + plain.Length), Place());
        return result;
    }

    private byte[] Decrypt(byte[] encrypted, byte[] key)
    {
        if (encrypted.Length < NonceLength + TagLength) throw new CryptographicException("The values of this entry are cut short.");
        var plain = new byte[encrypted.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(
            encrypted.AsSpan(0, NonceLength), encrypted.AsSpan(NonceLength, plain.Length), encrypted.AsSpan(NonceLength + plain.Length), plain, Place());
        return plain;
    }

    /// <summary>Ties what is sealed to the place where it stands.</summary>
    private byte[] Place() => Encoding.UTF8.GetBytes($"{PartitionKey}\n{RowKey}");
}
