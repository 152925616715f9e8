using System.Diagnostics;
using System.Text.Json.Nodes;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Sheets;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;
using MimeKit;

namespace CrowdControl.Tests.Auditing.Sheets;

public sealed class SheetMailTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public async Task The_sheet_goes_to_everybody_named_once_as_text_file_and_page()
    {
        await using var server = await MailServer.Start();
        var mail = await Desk(server.Address, "legal@example.org", "Standards <standards@example.org>");
        var sheet = await SheetDeskTests.Sheet(2);

        await mail.It.Send(mail.Tenant, sheet, default);
        await mail.It.Send(mail.Tenant, sheet, default);

        var box = await server.Box();
        Assert.Equal(["legal@example.org", "\"Standards\" <standards@example.org>"], box.Select(one => (string?)one["to"]));
        Assert.All(box, one => Assert.Contains(sheet.Head, (string?)one["text"], StringComparison.Ordinal));
        Assert.Equal(("Record: daily sheet of 2 November 2026", "record@example.org"), ((string?)box[0]["subject"], (string?)box[0]["from"]));
        Assert.Equal(sheet.ToBytes(), Attached(box[0], "day-sheet-2026-11-02.txt"));
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(Attached(box[0], "day-sheet-2026-11-02.pdf")), StringComparison.Ordinal);
        Assert.All(await mail.It.Of(mail.Tenant, Day, default), to => Assert.Equal((1, null, false), (to.Attempts, to.Trouble, to.GivenUp)));
    }

    [Fact]
    public async Task Who_is_busy_is_tried_again_who_is_unknown_is_given_up_and_shown_and_neither_keeps_the_others_from_theirs()
    {
        await using var server = await MailServer.Start();
        var mail = await Desk(server.Address, "gone@example.org", "later@example.org", "legal@example.org");
        var sheet = await SheetDeskTests.Sheet(0);

        await mail.It.Send(mail.Tenant, sheet, default);
        var first = await mail.It.Of(mail.Tenant, Day, default);
        await server.Open();
        await mail.It.Send(mail.Tenant, sheet, default);
        var second = await mail.It.Of(mail.Tenant, Day, default);

        Assert.Equal([(true, false), (false, false), (false, true)], first.Select(to => (to.GivenUp, to.SentAt is not null)));
        Assert.Contains("550: no such user", first[0].Trouble, StringComparison.Ordinal);
        Assert.Contains("450: mailbox busy", first[1].Trouble, StringComparison.Ordinal);
        Assert.Equal([1, 2, 1], second.Select(to => to.Attempts));
        Assert.Equal([false, true, true], second.Select(to => to.SentAt is not null));
        Assert.Equal(2, (await server.Box()).Count);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_tried_again_for_a_week_and_then_given_up()
    {
        var mail = await Desk(new Uri("smtp://127.0.0.1:1"), "legal@example.org");
        var sheet = await SheetDeskTests.Sheet(0);

        await mail.It.Send(mail.Tenant, sheet, default);
        var first = Assert.Single(await mail.It.Of(mail.Tenant, Day, default));
        await new MailTable(await Tables()).Write(mail.Tenant, Day, [new MailedTo("legal@example.org", null, 167, first.Trouble, false)], default);
        for (var hour = 0; hour < 3; hour++) await mail.It.Send(mail.Tenant, sheet, default);
        var last = Assert.Single(await mail.It.Of(mail.Tenant, Day, default));

        Assert.Equal((1, false), (first.Attempts, first.GivenUp));
        Assert.Contains("could not be handed over", first.Trouble, StringComparison.Ordinal);
        Assert.Equal((168, true, null), (last.Attempts, last.GivenUp, last.SentAt));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gets_neither_mail_nor_password()
    {
        var folder = Directory.CreateTempSubdirectory("crowdcontrol-mail-");
        var (key, certificate) = (Path.Combine(folder.FullName, "key.pem"), Path.Combine(folder.FullName, "cert.pem"));
        using (var made = Process.Start("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-batch",
            "-subj", "/CN=localhost", "-keyout", key, "-out", certificate])) await made.WaitForExitAsync();
        await using var server = await MailServer.Start(key, certificate);
        var mail = await Desk(server.Address, "legal@example.org");

        await mail.It.Send(mail.Tenant, await SheetDeskTests.Sheet(0), default);

        Assert.NotNull(Assert.Single(await mail.It.Of(mail.Tenant, Day, default)).Trouble);
        Assert.Empty(await server.Box());
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_password_comes_from_the_vault_and_a_wrong_one_is_said()
    {
        await using var server = await MailServer.Start("password");
        foreach (var (name, value) in new[] { ("mail-right", "pw"), ("mail-wrong", "no") })
            using (await TestVault.Client.Send(Azure.Core.RequestMethod.Put, $"secrets/{name}", new { value }, default)) { }
        var sheet = await SheetDeskTests.Sheet(0);
        var (right, wrong, none) = (
            await Desk(server.Address, "mail-right", ["legal@example.org"]), await Desk(server.Address, "mail-wrong", ["legal@example.org"]),
            await Desk(server.Address, "mail-none", ["legal@example.org"]));

        foreach (var (it, tenant) in new[] { right, wrong, none }) await it.Send(tenant, sheet, default);

        Assert.Single(await server.Box());
        Assert.Null((await right.It.Of(right.Tenant, Day, default))[0].Trouble);
        Assert.Contains("bad login", (await wrong.It.Of(wrong.Tenant, Day, default))[0].Trouble, StringComparison.Ordinal);
        Assert.Contains("no secret mail-none", (await none.It.Of(none.Tenant, Day, default))[0].Trouble, StringComparison.Ordinal);
    }

    private static async Task<Tables> Tables() => new(Force.StorageOf(await AzuriteStorage.ConnectionString()));

    private static byte[] Attached(JsonNode mail, string name) => Convert.FromBase64String(
        (string)mail["attachments"]!.AsArray().Single(part => (string?)part!["filename"] == name)!["content"]!);

    private static Task<(SheetMail It, TenantId Tenant)> Desk(Uri server, params IEnumerable<string> to) => Desk(server, null, to);

    private static async Task<(SheetMail It, TenantId Tenant)> Desk(Uri server, string? secret, IEnumerable<string> to)
    {
        var settings = new MailSettings(server, secret is null ? null : "cc", secret, MailboxAddress.Parse("record@example.org"), [.. to.Select(MailboxAddress.Parse)]);
        return (new SheetMail(settings, new MailTable(await Tables()), new MailLink(settings, TestVault.Client), new PushedClock()),
            new TenantId(AzuriteStorage.FreshName("mail")));
    }
}
