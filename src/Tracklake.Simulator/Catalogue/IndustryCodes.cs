using System.Globalization;

namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// ISRCs and UPCs: well-formed, and unique because the artist's number is the registrant and the recording's place is
/// the designation.
/// </summary>
internal static class IndustryCodes
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Registrants = 36 * 36 * 36;
    private const int TracksPerAlbum = 128;

    // Coprime to 36^3, so that neighbouring artists get unlike registrant codes and none share one.
    private const int Spread = 27_941;

    // QZ and QM are the codes for registrants without a country of their own; the further ones serve huge catalogues.
    private static readonly string[] Countries =
        ["QZ", "QM", "QT", "GB", "DE", "FR", "SE", "NO", "BR", "JP", "AU", "CA", "NL", "ES", "IT", "PL", "MX", "US",
         "DK", "FI", "IE", "PT", "BE", "AT", "CH", "NZ", "AR", "CL", "CO", "PE", "KR", "IN", "ZA", "NG", "KE", "GH",
         "EG", "TR", "GR", "CZ", "HU", "RO", "BG", "HR", "RS", "SK", "SI", "EE", "LV", "LT", "IS", "LU", "MT", "CY",
         "UY", "PY", "BO", "EC", "VE", "CR", "PA", "GT", "HN", "SV", "NI"];

    public static string Isrc(int artist, int album, int track, int year)
    {
        var country = Countries[artist / Registrants];
        var number = (int)((long)(artist % Registrants) * Spread % Registrants);
        var registrant = $"{Alphabet[number / 1296]}{Alphabet[number / 36 % 36]}{Alphabet[number % 36]}";
        var designation = (album * TracksPerAlbum) + track;
        return string.Create(
            CultureInfo.InvariantCulture, $"{country}{registrant}{year % 100:00}{designation:00000}");
    }

    public static string Upc(int artist, int album)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"19{artist:0000000}{album:000}");
        var sum = 0;
        for (var i = 0; i < body.Length; i++) sum += (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return body + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
