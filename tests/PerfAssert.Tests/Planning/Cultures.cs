using System.Globalization;

namespace PerfAssert.Tests.Planning;

/// <summary>Runs a check under cultures that write numbers, and change the case of i, in different ways.</summary>
internal static class Cultures
{
    public static void Each(Action check)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "en-US", "de-DE", "tr-TR" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(name);
                check();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
