using System.Security.Cryptography;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Passwords as they are kept: salted and stretched, though nobody here has anything to lose.</summary>
internal static class PasswordHash
{
    // Few rounds: a demo signs in at every sentence, and its passwords are invented and printed in the source.
    private const int Rounds = 1_000;
    private const int Length = 32;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Convert.ToBase64String(salt)}.{Convert.ToBase64String(Stretch(password, salt))}";
    }

    public static bool Fits(string password, string hash) =>
        hash.Split('.') is [var salt, var stretched]
        && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(stretched), Stretch(password, Convert.FromBase64String(salt)));

    private static byte[] Stretch(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, Length);
}
