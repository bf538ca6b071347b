using System.Globalization;
using System.Numerics;

namespace PerfAssert;

/// <summary>Plain numbers as settings write them: digits and a decimal point, whatever the culture of the machine.</summary>
internal static class NumberText
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">Such as <c>1.5</c>; no sign, no exponent, no thousands separators.</param>
    /// <param name="number">The number, ≥ 0.</param>
    /// <param name="problem">What is wrong, to be read after the text's kind: <c>"x" is not a number</c>.</param>
    public static bool TryParse<TNumber>(ReadOnlySpan<char> text, out TNumber number, out string problem)
        where TNumber : struct, INumber<TNumber>
    {
        problem = "";
        if (TNumber.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            return true;
        problem = text.Contains(',')
            ? $"\"{text}\" has a comma, and numbers are written with a decimal point and no thousands separator"
            : $"\"{text}\" is not a number";
        return false;
    }
}
