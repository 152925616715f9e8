using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.LocalRuntime.Neighbours.KeyVault;

/// <summary>Secrets on this machine's disk: AES-256-GCM under a key file that only its owner may read.</summary>
internal sealed class SecretBox
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly string _directory;
    private readonly byte[] _key;

    public SecretBox(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
        _key = KeyFile.ReadOrCreate(Path.Combine(directory, "vault.key"));
    }

    public void Put(string name, string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var sealedBytes = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(_key, TagLength);
        cipher.Encrypt(
            sealedBytes.AsSpan(0, NonceLength),
            plain,
            sealedBytes.AsSpan(NonceLength, plain.Length),
            sealedBytes.AsSpan(NonceLength + plain.Length),
            Encoding.UTF8.GetBytes(name));

        var unfinished = FileOf(name) + ".new";
        File.WriteAllBytes(unfinished, sealedBytes);
        File.Move(unfinished, FileOf(name), overwrite: true);
    }

    public string? Get(string name)
    {
        if (!File.Exists(FileOf(name))) return null;
        var sealedBytes = File.ReadAllBytes(FileOf(name));
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(_key, TagLength);
        cipher.Decrypt(
            sealedBytes.AsSpan(0, NonceLength),
            sealedBytes.AsSpan(NonceLength, plain.Length),
            sealedBytes.AsSpan(NonceLength + plain.Length),
            plain,
            Encoding.UTF8.GetBytes(name));
        return Encoding.UTF8.GetString(plain);
    }

    public bool Remove(string name)
    {
        var there = File.Exists(FileOf(name));
        File.Delete(FileOf(name));
        return there;
    }

    private string FileOf(string name) => Path.Combine(_directory, name + ".secret");
}
