using System.Net.Sockets;
using System.Text.Json;
using Azure.Core;
using CrowdControl.Functions.Hosting.Vault;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>Hands one mail at a time to the server that is set.</summary>
internal sealed class MailLink(MailSettings settings, VaultClient vault)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>What came of it.</returns>
    public async Task<MailOutcome> Send(MimeMessage message, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var server = new SmtpClient();
            await server.ConnectAsync(settings.Server.Host, settings.Port, Security(), patience.Token);
            if (settings.User is { } user) await server.AuthenticateAsync(user, await Password(patience.Token), patience.Token);
            await server.SendAsync(message, patience.Token);
            await server.DisconnectAsync(quit: true, patience.Token);
            return new MailOutcome(null, false);
        }
        catch (SmtpCommandException refused)
        {
            // 4xx: later perhaps; 5xx: never.
            return new MailOutcome($"The mail server answered {(int)refused.StatusCode}: {refused.Message}", (int)refused.StatusCode >= 500);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new MailOutcome($"The mail server did not answer within {Patience.TotalSeconds:0} s.", false);
        }
        catch (Exception fault) when (fault is SocketException or IOException or ProtocolException or AuthenticationException or SslHandshakeException
            or NotSupportedException)
        {
            return new MailOutcome($"The mail could not be handed over: {fault.Message.Split('\n')[0]}", false);
        }
    }

    private SecureSocketOptions Security() => settings.Server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
        : settings.Server.IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    private async Task<string> Password(CancellationToken cancellation)
    {
        using var answer = await vault.Send(RequestMethod.Get, $"secrets/{settings.PasswordSecret}", null, cancellation);
        if (answer.IsError) throw new AuthenticationException($"The vault gave no secret {settings.PasswordSecret}: it answered {answer.Status}.");
        using var body = JsonDocument.Parse(answer.Content);
        return body.RootElement.GetProperty("value").GetString()!;
    }
}

/// <param name="Trouble">Why it was not taken; null where it was.</param>
/// <param name="Never">It will not be taken however often it is tried.</param>
internal sealed record MailOutcome(string? Trouble, bool Never);
