using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.Domain;
using MimeKit;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>Mails each day's sheet to those who keep it: what lies in other people's mailboxes cannot be written anew.</summary>
public sealed class SheetMail
{
    /// <summary>A try an hour, for a week.</summary>
    private const int MostAttempts = 7 * 24;

    private readonly MailSettings? _settings;
    private readonly MailTable _table;
    private readonly MailLink? _link;
    private readonly TimeProvider _clock;

    internal SheetMail(MailSettings? settings, MailTable table, MailLink? link, TimeProvider clock) =>
        (_settings, _table, _link, _clock) = (settings, table, link, clock);

    /// <summary>To whom the sheet of a day went, or why not.</summary>
    internal async Task<IReadOnlyList<SheetMailView>> Of(TenantId tenant, DateOnly day, CancellationToken cancellation) =>
        [.. (await _table.Read(tenant, day, cancellation)).Select(to => new SheetMailView(to.Address, to.SentAt, to.Attempts, to.Trouble, to.GivenUp))];

    /// <summary>Sends the sheet to everybody who does not have it yet; called each hour, it tries again what failed.</summary>
    /// <remarks>Cut short after the server took a mail and before that was noted, it is sent twice under one message id.</remarks>
    internal async Task Send(TenantId tenant, DaySheet sheet, CancellationToken cancellation)
    {
        if (_settings is null || _link is null) return;
        var known = await _table.Read(tenant, sheet.Day, cancellation);
        var all = _settings.To.Select(to => known.FirstOrDefault(one => one.Address == to.Address) ?? new MailedTo(to.Address, null, 0, null, false)).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i] is not { SentAt: null, GivenUp: false } waiting) continue;
            var (trouble, never) = await _link.Send(Message(tenant, sheet, _settings.To[i]), cancellation);
            var attempts = waiting.Attempts + 1;
            all[i] = new MailedTo(
                waiting.Address, trouble is null ? _clock.GetUtcNow() : null, attempts, trouble, trouble is not null && (never || attempts >= MostAttempts));
            await _table.Write(tenant, sheet.Day, all, cancellation);
        }
    }

    private MimeMessage Message(TenantId tenant, DaySheet sheet, MailboxAddress to)
    {
        var day = sheet.Day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
        var name = string.Create(CultureInfo.InvariantCulture, $"day-sheet-{sheet.Day:yyyy-MM-dd}");
        var body = new BodyBuilder
        {
            TextBody = $"Daily sheet of the record {sheet.Checkpoint.Origin}, {day} (UTC).\n\n{sheet.Head}\n"
                + "Keep this mail, or print the sheet and file it, where those who run the record cannot reach it: as long as one copy exists,\n"
                + "nothing that was recorded before it can be changed unseen.\n",
        };
        // As text, mail would change its line ends, and it has one spelling.
        body.Attachments.Add($"{name}.txt", sheet.ToBytes(), new ContentType("application", "octet-stream"));
        body.Attachments.Add($"{name}.pdf", SheetPaper.Print(sheet, final: true), new ContentType("application", "pdf"));
        var message = new MimeMessage([_settings!.From], [to], $"Record: daily sheet of {day}", body.ToMessageBody())
        {
            MessageId = $"{name}.{tenant}.{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(to.Address))}@{_settings.From.Domain}",
            Date = _clock.GetUtcNow(),
        };
        return message;
    }
}
