using System.Text;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Tests.AuditLog.Notes;

public class SignedNoteTests
{
    [Fact, Trait("Goal", "G1")]
    public void The_public_Ed25519_notes_verify_and_are_written_back_to_the_byte()
    {
        var go = SignedNote.Parse(PublicNotes.GoNote);
        var foo = SignedNote.Parse(PublicNotes.FooNote);

        var both = go.Verify(PublicNotes.Keys(PublicNotes.Peter, PublicNotes.Enoch));
        Assert.Equal(["PeterNeumann", "EnochRoot"], both.Select(of => of.Key.Name));
        Assert.Equal(["EnochRoot"], go.Verify(PublicNotes.Keys(PublicNotes.Enoch)).Select(of => of.Key.Name));
        Assert.Equal("This is an example message.\n", foo.Text);
        Assert.Single(foo.Verify(PublicNotes.Keys(PublicNotes.Foo)));
        Assert.Equal(PublicNotes.GoNote, go.ToBytes());
        Assert.Equal(PublicNotes.FooNote, foo.ToBytes());
    }

    [Fact, Trait("Goal", "G1")]
    public void The_public_P_256_notes_verify_as_those_of_others()
    {
        var rekor = SignedNote.Parse(PublicNotes.RekorNote).Verify([VerifierKey.ParseForeign(PublicNotes.Rekor)]);
        var pixel = SignedNote.Parse(PublicNotes.PixelNote).Verify([VerifierKey.ParseForeign(PublicNotes.Pixel)]);

        Assert.Single(rekor);
        Assert.Single(pixel);
        Assert.Equal(PublicNotes.Rekor, rekor[0].Key.ToString());
        Assert.Equal(PublicNotes.Pixel, pixel[0].Key.ToString());
    }

    [Fact]
    public void A_bad_signature_of_a_known_key_refuses_the_whole_note_beside_a_good_one()
    {
        var good = SignedNote.Parse(PublicNotes.GoNote);
        var bytes = good.Signatures[1].Bytes.ToArray();
        bytes[5] ^= 1;
        var bad = new SignedNote(good.Text, [good.Signatures[0], good.Signatures[1] with { Bytes = bytes }]);

        Assert.Single(bad.Verify(PublicNotes.Keys(PublicNotes.Peter)));
        var refused = Assert.Throws<FormatException>(() => bad.Verify(PublicNotes.Keys(PublicNotes.Peter, PublicNotes.Enoch)));
        Assert.Equal("The signature of EnochRoot+af0cfe78 does not hold.", refused.Message);
    }

    [Fact]
    public void A_bad_repetition_of_a_good_signature_refuses_the_note()
    {
        var good = SignedNote.Parse(PublicNotes.FooNote);
        var twice = good.With(good.Signatures[0]);
        var bad = good.With(good.Signatures[0] with { Bytes = new byte[64] });

        Assert.Equal(2, twice.Verify(PublicNotes.Keys(PublicNotes.Foo)).Count);
        Assert.Throws<FormatException>(() => bad.Verify(PublicNotes.Keys(PublicNotes.Foo)));
    }

    [Fact]
    public void Sixteen_unknown_signatures_are_passed_over_and_a_note_of_unknown_ones_alone_is_refused()
    {
        var note = SignedNote.Parse(PublicNotes.FooNote);
        for (var i = 0; i < 16; i++) note = note.With(new NoteSignature("example.com/other", (uint)i, new byte[5]));
        note = SignedNote.Parse(note.ToBytes());

        Assert.Single(note.Verify(PublicNotes.Keys(PublicNotes.Foo)));
        Assert.Throws<FormatException>(() => note.Verify(PublicNotes.Keys(PublicNotes.Peter)));
        Assert.Throws<FormatException>(() => note.Verify([]));
    }

    [Theory]
    [InlineData(""), InlineData("\n"), InlineData("\n\n"), InlineData("text\n"), InlineData("text\n\n"), InlineData("text\n\n\n")]
    [InlineData("text\n— a AAAAAAA=\n"), InlineData("\n\n— a AAAAAAA=\n"), InlineData("text\n\n— a AAAAAAA=")]
    [InlineData("text\n\n— a AAAAAAA=\n\n")]
    [InlineData("text\n\n— a AAAAAAA=\r\n"), InlineData("text\r\n\r\n— a AAAAAAA=\r\n"), InlineData("te\u0000xt\n\n— a AAAAAAA=\n")]
    [InlineData("te\txt\n\n— a AAAAAAA=\n"), InlineData("te\u007fxt\n\n— a AAAAAAA=\n"), InlineData("te\u0085xt\n\n— a AAAAAAA=\n")]
    [InlineData("text\n\n- a AAAAAAA=\n"), InlineData("text\n\n—a AAAAAAA=\n"), InlineData("text\n\n— aAAAAAAA=\n")]
    [InlineData("text\n\n—  AAAAAAA=\n")]
    [InlineData("text\n\n— a  AAAAAAA=\n"), InlineData("text\n\n— a b AAAAAAA=\n"), InlineData("text\n\n— a+b AAAAAAA=\n")]
    [InlineData("text\n\n— a\u00a0b AAAAAAA=\n")]
    [InlineData("text\n\n— a AAAAAA==\n"), InlineData("text\n\n— a AAAAAAB=\n"), InlineData("text\n\n— a AAAAAAA\n")]
    [InlineData("text\n\n— a AAAA AAA=\n")]
    [InlineData("text\n\n— a AAAAAAA=\nmore\n"), InlineData("text\n\n— a AAAAAAA= \n"), InlineData("text\n\n— a \n")]
    [InlineData("text\n\n— a AAAAAAA=\n— \n")]
    public void Another_spelling_is_no_note(string text) =>
        Assert.NotEmpty(Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void A_note_without_end_and_one_that_is_no_UTF_8_are_refused()
    {
        Assert.Throws<FormatException>(() => SignedNote.Parse(new byte[1 << 20]));
        Assert.Throws<FormatException>(() => SignedNote.Parse([0xff, .. PublicNotes.FooNote]));
        var marked = SignedNote.Parse([0xef, 0xbb, 0xbf, .. PublicNotes.FooNote]);
        Assert.Throws<FormatException>(() => marked.Verify(PublicNotes.Keys(PublicNotes.Foo)));
        var crowded = Encoding.UTF8.GetBytes("t\n\n" + string.Concat(Enumerable.Repeat("— a AAAAAAA=\n", 65)));
        Assert.Throws<FormatException>(() => SignedNote.Parse(crowded));
    }

    [Fact]
    public void An_empty_line_within_the_text_belongs_to_the_text()
    {
        var note = SignedNote.Parse("one\n\ntwo\n\n— a AAAAAAA=\n"u8);

        Assert.Equal("one\n\ntwo\n", note.Text);
    }

    [Fact]
    public void Every_flipped_bit_and_every_truncation_of_a_signed_note_is_refused()
    {
        foreach (var (note, key) in new[] { (PublicNotes.FooNote, PublicNotes.Foo), (PublicNotes.RekorNote, PublicNotes.Rekor) })
        {
            var keys = PublicNotes.Keys(key);
            SignedNote.Parse(note).Verify(keys);
            for (var bit = 0; bit < note.Length * 8; bit++)
            {
                var flipped = note.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Throws<FormatException>(() => SignedNote.Parse(flipped).Verify(keys));
            }
            for (var length = 0; length < note.Length; length++)
                Assert.Throws<FormatException>(() => SignedNote.Parse(note.AsSpan(0, length)).Verify(keys));
        }
    }
}
