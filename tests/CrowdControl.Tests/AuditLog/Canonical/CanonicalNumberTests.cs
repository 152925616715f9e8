using System.Globalization;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.Tests.AuditLog.Canonical;

public class CanonicalNumberTests
{
    /// <summary>RFC 8785, appendix B, and the sample lines of the hundred million public cases.</summary>
    [Theory]
    [InlineData("0000000000000000", "0"), InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324"), InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308"), InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992"), InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22"), InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000"), InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21"), InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332"), InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333"), InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333"), InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    [InlineData("3e60000000000000", "2.9802322387695312e-8"), InlineData("0410000000000000", "4.1045368012983762e-289")]
    [InlineData("3d30000000000000", "5.684341886080802e-14"), InlineData("0060000000000000", "7.120236347223045e-307")]
    [InlineData("4340000000000001", "9007199254740994"), InlineData("4340000000000002", "9007199254740996")]
    public void A_double_is_written_as_ECMAScript_writes_it(string bits, string written)
    {
        var value = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        Assert.Equal(written, CanonicalNumber.Format(value));
    }

    [Theory, InlineData("7fffffffffffffff"), InlineData("7ff0000000000000"), InlineData("fff0000000000000")]
    public void What_is_no_number_is_refused(string bits) => Assert.Throws<ArgumentException>(() =>
        CanonicalNumber.Format(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Fact]
    public void Every_exponent_reads_back_as_the_same_double()
    {
        var random = new Random(8785);
        for (var exponent = 0UL; exponent < 2047; exponent++)
            foreach (var fraction in (ulong[])[0, 1, (1UL << 52) - 1, (ulong)random.NextInt64(1L << 52), (ulong)random.NextInt64(1L << 52)])
            {
                var value = BitConverter.UInt64BitsToDouble((exponent << 52) | fraction);
                var read = (JsonItem.Number)CanonicalJson.Parse(System.Text.Encoding.ASCII.GetBytes(CanonicalNumber.Format(value)));

                Assert.Equal(BitConverter.DoubleToUInt64Bits(value), BitConverter.DoubleToUInt64Bits(read.Value));
            }
    }

    [Fact]
    public void Powers_of_ten_are_laid_out_by_their_exponent()
    {
        for (var exponent = -323; exponent <= 308; exponent++)
        {
            var power = double.Parse($"1e{exponent}", CultureInfo.InvariantCulture);
            var expected = exponent switch
            {
                >= 21 => $"1e+{exponent}",
                >= 0 => "1" + new string('0', exponent),
                > -7 => "0." + new string('0', -exponent - 1) + "1",
                _ => $"1e{exponent}",
            };

            Assert.Equal(expected, CanonicalNumber.Format(power));
        }
    }
}
