using System.Security.Cryptography;
using Azure;
using Azure.Core;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.Tests.Channels;

namespace CrowdControl.Tests.Auditing;

public sealed class VaultKeyTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;
    private VaultServer _server = null!;
    private VaultClient _vault = null!;

    public async Task InitializeAsync()
    {
        _server = await VaultServer.Start(_directory, 0, default);
        _vault = new VaultClient(new VaultSettings(_server.Address), await VaultToken.Of(_server), TimeProvider.System);
        using var made = await _vault.Send(RequestMethod.Post, "keys/audit-log/create", new { kty = "EC", crv = "P-256" }, default);
        Assert.False(made.IsError);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_the_vault_signs_verifies_under_the_public_key_that_it_shows()
    {
        var key = new VaultKey(_vault, "audit-log");
        var digest = SHA256.HashData("size and root"u8);

        var (version, publicKey) = await key.Get(default);
        var signature = await key.Sign(version, digest, default);

        using var verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(publicKey, out _);
        Assert.Equal(64, signature.Length);
        Assert.True(verifier.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [Fact]
    public async Task An_old_version_still_signs_after_a_new_one_was_made()
    {
        var key = new VaultKey(_vault, "audit-log");
        var (old, publicKey) = await key.Get(default);
        using (await _vault.Send(RequestMethod.Post, "keys/audit-log/create", new { kty = "EC", crv = "P-256" }, default))
        {
        }

        var digest = SHA256.HashData("size and root"u8);
        var signature = await key.Sign(old, digest, default);

        using var verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(publicKey, out _);
        Assert.NotEqual(old, (await key.Get(default)).Version);
        Assert.True(verifier.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_told()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => new VaultKey(_vault, "another").Get(default));

        Assert.Equal((404, "KeyNotFound"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task Nothing_but_a_digest_is_signed()
    {
        var key = new VaultKey(_vault, "audit-log");
        var (version, _) = await key.Get(default);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => key.Sign(version, new byte[31], default));

        Assert.Equal(400, refused.Status);
    }
}
