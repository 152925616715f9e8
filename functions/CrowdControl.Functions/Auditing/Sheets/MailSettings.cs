using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>Which server takes the daily sheets, and to whom they go.</summary>
/// <param name="Server">smtps: TLS from the start; smtp: TLS by STARTTLS, and without it on this machine alone.</param>
/// <param name="User">Null where the server asks for none.</param>
/// <param name="PasswordSecret">Name of the secret in the vault that holds the password.</param>
internal sealed record MailSettings(Uri Server, string? User, string? PasswordSecret, MailboxAddress From, IReadOnlyList<MailboxAddress> To)
{
    public int Port => Server.Port > 0 ? Server.Port : Server.Scheme == "smtps" ? 465 : 587;

    /// <returns>Null where no server is set: sheets are not mailed then.</returns>
    /// <exception cref="InvalidOperationException">A setting makes no sense; the message names it.</exception>
    public static MailSettings? Read(IConfiguration configuration)
    {
        if (configuration.OptionalAddress("Mail__Server", "smtp://mail.wexmoor.police.example:587") is not { } server) return null;
        if (server.Scheme is not ("smtp" or "smtps") || server.UserInfo.Length > 0 || server.AbsolutePath.Length > 1)
            throw new InvalidOperationException("The setting Mail__Server is no address of a mail server. Example: smtp://mail.wexmoor.police.example:587");
        var user = configuration["Mail__User".Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } name ? name : null;
        var to = configuration.Required("Mail__SheetsTo", "legal@wexmoor.police.example standards@wexmoor.police.example");
        return new MailSettings(
            server, user, user is null ? null : configuration.Required("Mail__PasswordSecret", "mail-password"),
            Address("Mail__From", configuration.Required("Mail__From", "record@wexmoor.police.example")),
            [.. to.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(one => Address("Mail__SheetsTo", one)).DistinctBy(one => one.Address)]);
    }

    private static MailboxAddress Address(string setting, string text) =>
        MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal)
            ? address
            : throw new InvalidOperationException($"The setting {setting} holds {text}, which is no mail address. Example: record@wexmoor.police.example");
}
